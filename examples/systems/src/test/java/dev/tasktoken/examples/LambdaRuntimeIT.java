package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.examples.callbackpattern.CallbackPatternHandler;
import dev.tasktoken.examples.payment.PaymentHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The deployable jar under Lambda's real Java runtime client, in a process of its own. The client is native code for
 * Linux.
 */
@EnabledOnOs(OS.LINUX)
class LambdaRuntimeIT {
    private static final String SUCCESS = "SUCCEEDED via Notify Payment Success";
    private static final String FAILURE = "SUCCEEDED via Notify Payment Failure";
    private static final Map<String, String> ENDING_BY_CARD = Map.of(
            "4111111111111111", SUCCESS,
            "5555555555554444", SUCCESS,
            "378282246310005", SUCCESS,
            "6011000990139424", SUCCESS,
            "4222222222222", SUCCESS,
            "4012888888881881", SUCCESS,
            "4111111111111112", FAILURE,
            "5555555555545444", FAILURE,
            "not-a-number", FAILURE);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void answersTenPaymentRecordsOfWhichOneIsNotJson() throws Exception {
        try (LocalSystem system = new LocalSystem("payment");
                LocalRuntimeApi api = new LocalRuntimeApi();
                FunctionProcess function = start(PaymentHandler.class, api, system)) {
            Map<String, String> expected = new LinkedHashMap<>();
            ENDING_BY_CARD.forEach((card, ending) -> expected.put(system.pause(order(card)), ending));
            String notJson = system.send("this is not JSON");
            List<String> tokens = system.openTokens();
            List<Message> messages = system.receive(10);

            String response = api.invoke(SqsEventJson.event(messages));

            assertThat(tokens).hasSize(9);
            assertThat(messages).hasSize(10);
            assertThat(SqsEventJson.batchItemFailures(response)).containsExactly(notJson);
            expected.forEach(
                    (execution, ending) -> assertThat(system.ending(execution)).isEqualTo(ending));
            assertThat(system.published())
                    .containsOnly(
                            "Payment processed successfully.",
                            "{\"Error\":\"Failed to process payment\",\"Cause\":\"Invalid Credit Card\"}");
            assertKeepsSecrets(function, tokens);
            assertThat(function.output()).doesNotContain(ENDING_BY_CARD.keySet());
        }
    }

    @Test
    void returnsTheTokenOfTheCallbackPattern() throws Exception {
        try (LocalSystem system = new LocalSystem("callback-pattern");
                LocalRuntimeApi api = new LocalRuntimeApi();
                FunctionProcess function = start(CallbackPatternHandler.class, api, system)) {
            String execution = system.pause("{}");
            List<String> tokens = system.openTokens();

            String response = api.invoke(SqsEventJson.event(system.receive(1)));

            assertThat(SqsEventJson.batchItemFailures(response)).isEmpty();
            assertThat(system.ending(execution)).isEqualTo("SUCCEEDED via Notify Success");
            assertKeepsSecrets(function, tokens);
        }
    }

    /** What is not logged at all cannot leak either: this fails if the levels were not set. */
    private static void assertKeepsSecrets(FunctionProcess function, List<String> tokens) throws IOException {
        String output = function.output();
        assertThat(output).contains("DEBUG dev.tasktoken.", "DEBUG software.amazon.awssdk.");
        assertThat(tokens.stream().filter(output::contains).count())
                .as("tokens in the output")
                .isZero();
    }

    private FunctionProcess start(Class<?> handler, LocalRuntimeApi api, LocalSystem system) throws IOException {
        return FunctionProcess.start(handler, api, system.endpoint(), directory.resolve("function.log"));
    }

    private static String order(String card) {
        return """
                {"orderId": "0001", "customerId": "c1", "orderDate": "2026-01-31", "amount": "9.99", "nameOnCard": "N",
                 "creditCardNumber": "%s", "expiry": "12/29", "cvv": "123"}""".formatted(card);
    }
}
