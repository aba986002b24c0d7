package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.LocalStepFunctionsExtension;
import dev.tasktoken.testkit.StartedExecution;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStepFunctionsExtension.class)
class ChargeIT {
    private static final String DEFINITION = DefinitionSubstitutions.apply(
            Path.of("src/test/resources/guide/charge.asl.json"), Map.of("ChargeFunction", "charge"));

    record Order(String orderId, int cents) {}

    @BeforeEach
    void theFunction(LocalStepFunctions stepFunctions) {
        TokenResponder responder = TokenResponder.of(stepFunctions.client());
        CallbackProcessor<Order> processor =
                CallbackProcessor.of(responder, Order.class, order -> Map.of("paid", order.cents()));
        stepFunctions.functions().register("charge", payload -> {
            processor.process(Delivery.of(payload));
            return "null";
        });
    }

    @Test
    void anOrderIsCharged(LocalStepFunctions stepFunctions) {
        StartedExecution execution = stepFunctions.run(DEFINITION, new Order("0001", 1999));

        assertThat(execution).succeeded().visited("Charge", "Charged").withOutputAt("/receipt/paid", 1999);
    }
}
