package dev.tasktoken.jackson3.consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.jackson3.Jackson3Codec;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An application on Jackson 3 needs no word of Jackson 2, from the workflow to its answer. */
class PaymentsIT {
    private static final String MACHINE = """
            {"StartAt": "Pay", "States": {"Pay": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {
                "FunctionName": "payments",
                "Payload": {"orderId.$": "$.orderId", "cents.$": "$.cents", "at.$": "$.at", "taskToken.$": "$$.Task.Token"}
              },
              "End": true}}}""";

    private static final String TOKEN = TestTokens.numbered(1);

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = TokenResponder.builder()
            .client(stepFunctions.client())
            .codec(Jackson3Codec.strict(JsonMapper.builder().build()))
            .build();
    private final Payments payments = new Payments(JsonMapper.builder().build());

    @Test
    void namesNoTypeOfJackson2() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
                .check(new ClassFileImporter()
                        .importClasses(Payments.class, Payments.Order.class, Payments.Receipt.class));
    }

    @Test
    void answersTheTasksOfAWorkflow() {
        try (LocalStepFunctions stepFunctions = LocalStepFunctions.start()) {
            CallbackProcessor<Payments.Order> processor = payments.processor(stepFunctions.client());
            stepFunctions.functions().register("payments", event -> {
                processor.process(Delivery.of(event));
                return "null";
            });
            String machine = stepFunctions.createStateMachine(MACHINE);

            StartedExecution paid = stepFunctions.startExecution(machine, input("999"));
            StartedExecution refused = stepFunctions.startExecution(machine, input("0"));
            StartedExecution unfit = stepFunctions.startExecution(machine, input("\"many\""));

            assertThat(paid).succeeded().withOutput("{\"orderId\":\"order-1\",\"paidAt\":\"2026-11-28T10:00:00Z\"}");
            assertThat(refused).failed().withError("PaymentRefused");
            assertThat(unfit).failed().withError("InvalidPayload").withCauseContaining("at 'cents': does not fit long");
        }
    }

    @Test
    void readsAndAnswersByTrees() {
        String body = """
                {"meta": {"resume": "%s"}, "order": {"orderId": "order-1", "cents": 1.50}}""".formatted(TOKEN);

        payments.ofTrees(responder).process(Delivery.of(body));

        assertThat(stepFunctions.task(TOKEN)).succeeded().withOutput("{\"paid\":\"order-1\"}");
    }

    @Test
    void readsAndAnswersListsByHand() {
        String body = """
                {"orders": [{"orderId": "order-1", "cents": 5, "at": "2026-11-28T10:00:00Z"}], "taskToken": "%s"}""".formatted(TOKEN);

        payments.chargeAll(responder, Delivery.of(body));

        assertThat(stepFunctions.task(TOKEN))
                .succeeded()
                .withOutput("[{\"orderId\":\"order-1\",\"paidAt\":\"2026-11-28T10:00:00Z\"}]");
    }

    private static String input(String cents) {
        return """
                {"orderId": "order-1", "cents": %s, "at": "2026-11-28T10:00:00Z"}""".formatted(cents);
    }
}
