package dev.tasktoken.examples.powertools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ShippingHandlerIT {
    private static final String DEFINITION = """
            {"StartAt": "Ship", "States": {"Ship": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "ship", "Payload": {"taskToken.$": "$$.Task.Token"}},
              "End": true}}}""";

    @Test
    void answersTheTaskAndLogsItsFingerprintBesideTheInvocation() throws Exception {
        try (LocalStepFunctions stepFunctions = LocalStepFunctions.start()) {
            stepFunctions.functions().register("ship", payload -> "null");
            ShippingHandler handler = new ShippingHandler(TokenResponder.of(stepFunctions.client()));
            StartedExecution execution = stepFunctions.run(DEFINITION, "{}");
            String token = execution.awaitOpenTask();

            Printed<SQSBatchResponse> handled =
                    Printed.by(() -> handler.handleRequest(event(token, "not JSON"), LambdaContext.of("shipping")));

            assertThat(execution.await().output()).hasValue("\"shipped\"");
            assertThat(handled.result.getBatchItemFailures())
                    .singleElement()
                    .satisfies(
                            failure -> assertThat(failure.getItemIdentifier()).isEqualTo("message-1"));
            JsonNode line = handled.line("Shipping order-1");
            assertThat(line.path("tasktoken.task").textValue())
                    .isEqualTo(TaskToken.of(token).fingerprint());
            assertThat(line.path("function_name").textValue()).isEqualTo("shipping");
            assertThat(line.path("function_request_id").textValue()).isEqualTo("request-1");
            assertThat(handled.text).doesNotContain(TestTokens.PREFIX, token);
        }
    }

    /** The first record has a property that its type has not; the second has no token. */
    private static SQSEvent event(String token, String unreadable) {
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(
                record("message-0", "{\"orderId\":\"order-1\",\"note\":\"gift\",\"taskToken\":\"" + token + "\"}"),
                record("message-1", unreadable)));
        return event;
    }

    private static SQSEvent.SQSMessage record(String id, String body) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(id);
        message.setAttributes(Map.of("ApproximateReceiveCount", "1"));
        message.setBody(body);
        return message;
    }

    /** A result, and what was printed on the way to it. */
    private record Printed<T>(T result, String text) {
        static <T> Printed<T> by(Supplier<T> work) {
            PrintStream before = System.out;
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            System.setOut(new PrintStream(printed, true, UTF_8));
            try {
                return new Printed<>(work.get(), printed.toString(UTF_8));
            } finally {
                System.setOut(before);
            }
        }

        JsonNode line(String message) throws Exception {
            ObjectMapper mapper = new ObjectMapper();
            for (String line : text.lines().toList()) {
                JsonNode json = mapper.readTree(line);
                if (json.path("message").asText().equals(message)) {
                    return json;
                }
            }
            throw new AssertionError("not logged: " + message);
        }
    }
}
