package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.LocalStepFunctionsExtension;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStepFunctionsExtension.class)
class ShippingTest {
    private static final String DEFINITION = DefinitionSubstitutions.apply(
            Path.of("src/test/resources/shipping.asl.json"), Map.of("ShippingFunction", "shipping"));

    @BeforeEach
    void theFunction(LocalStepFunctions stepFunctions) {
        ShippingFunction function = new ShippingFunction(TokenResponder.of(stepFunctions.client()));
        stepFunctions.functions().register("shipping", payload -> {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            function.handleRequest(new ByteArrayInputStream(payload.getBytes(UTF_8)), result, null);
            return result.toString(UTF_8);
        });
    }

    @Test
    void aParcelIsShipped(LocalStepFunctions stepFunctions) {
        StartedExecution execution = stepFunctions.run(DEFINITION, "{\"orderId\": \"0001\", \"kilos\": 2.5}");

        assertThat(execution).succeeded().visited("Ship", "Shipped").withOutputAt("/postage", 300);
    }

    @Test
    void aHeavyOneGoesByFreight(LocalStepFunctions stepFunctions) {
        StartedExecution execution = stepFunctions.run(DEFINITION, "{\"orderId\": \"0001\", \"kilos\": 31}");

        assertThat(execution).succeeded().visited("Ship", "Send by freight");
    }

    @Test
    void nothingInTheDefinitionCanHang() {
        CallbackLint.requireClean(DEFINITION);
    }
}
