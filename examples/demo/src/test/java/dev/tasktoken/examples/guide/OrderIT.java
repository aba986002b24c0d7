package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.LocalStepFunctionsExtension;
import dev.tasktoken.testkit.StartedExecution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStepFunctionsExtension.class)
class OrderIT {
    private static final Path GUIDE = Path.of("src/test/resources/guide");

    record Order(String orderId) {}

    @BeforeEach
    void theServices(LocalStepFunctions stepFunctions) {
        TokenResponder responder = TokenResponder.of(stepFunctions.client());
        CallbackProcessor<Order> charging = CallbackProcessor.of(responder, Order.class, order -> Map.of("paid", 1999));
        stepFunctions.functions().register("charge", payload -> {
            charging.process(Delivery.of(payload));
            return "null";
        });
        stepFunctions.integrations().onContainer("pack", (environment, command) -> {
            TaskToken taskToken = TaskToken.of(environment.getOrDefault("TASK_TOKEN", ""));
            responder.succeed(taskToken, command.get(0));
        });
        stepFunctions.integrations().tables().create("orders", "id");
    }

    @Test
    void anOrderIsStoredChargedPackedAndInvoiced(LocalStepFunctions stepFunctions) {
        String invoice = stepFunctions.createStateMachine(
                DefinitionSubstitutions.apply(GUIDE.resolve("invoice.asl.json"), Map.of()));
        String definition =
                DefinitionSubstitutions.apply(GUIDE.resolve("order.asl.json"), Map.of("InvoiceMachine", invoice));

        StartedExecution execution =
                stepFunctions.run(definition, Map.of("id", "0001", "lines", List.of("tea", "cup")));

        assertThat(execution).succeeded().withOutput(Map.of("packed", List.of("tea", "cup"), "invoice", "INV-1999"));
        assertThat(stepFunctions.integrations().tables().items("orders")).hasSize(1);
        assertThat(stepFunctions.integrations().buses().published("default")).hasSize(1);
    }
}
