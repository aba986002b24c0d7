package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.examples.callbackpattern.CallbackPatternHandler;
import dev.tasktoken.examples.external.ReturnTokenHandler;
import dev.tasktoken.examples.integrations.FunctionHandler;
import dev.tasktoken.examples.integrations.QueueHandler;
import dev.tasktoken.examples.integrations.TopicHandler;
import dev.tasktoken.examples.locallambda.FunctionProcess;
import dev.tasktoken.examples.locallambda.LocalRuntimeApi;
import dev.tasktoken.examples.payment.PaymentHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    @Test
    void answers42ToTokensHandedOutThreeWays() throws Exception {
        try (LocalSystem system = new LocalSystem("three-integrations")) {
            List<String> executions = List.of(system.pause("{}"), system.pause("{}"));

            List<String> tokens = system.openTokens();
            String batch = SqsEventJson.event(system.receive(2));
            assertIsHandedOut(tokens, batch);
            String response = invoke(QueueHandler.class, system, tokens, batch).get(0);

            tokens = List.of(system.awaitToken(), system.awaitToken());
            List<String> payloads = List.of(system.awaitPayload(), system.awaitPayload());
            assertIsHandedOut(tokens, String.join("", payloads));
            invoke(FunctionHandler.class, system, tokens, payloads.get(0), payloads.get(1));

            tokens = List.of(system.awaitToken(), system.awaitToken());
            String event = SnsEventJson.merge(List.of(system.awaitTopicEvent(), system.awaitTopicEvent()));
            assertIsHandedOut(tokens, event);
            invoke(TopicHandler.class, system, tokens, event);

            assertThat(SqsEventJson.batchItemFailures(response)).isEmpty();
            assertThat(executions).allSatisfy(execution -> {
                assertThat(system.ending(execution)).isEqualTo("SUCCEEDED via Publish SNS message");
                assertThat(system.output(execution)).isEqualTo("42");
            });
        }
    }

    @Test
    void returnsTheTokenThatAnOutsideProgramRead() throws Exception {
        try (LocalSystem system = new LocalSystem("external-system")) {
            String execution = system.pause("{\"orderId\": \"0001\"}");
            String token = SqsEventJson.field("token", system.receive(1).get(0));
            boolean isTheTasks = system.openTokens().contains(token);

            invoke(ReturnTokenHandler.class, system, List.of(token), "{\"token\": \"" + token + "\"}");

            assertThat(isTheTasks).isTrue();
            assertThat(token.length()).isEqualTo(880);
            assertThat(Stream.of("+", "/", "=").allMatch(token::contains))
                    .as("what is awkward in a token is in this one")
                    .isTrue();
            assertThat(system.ending(execution)).isEqualTo("SUCCEEDED via Wait For External System");
            assertThat(system.output(execution)).isEqualTo("{}");
        }
    }

    /** Two different tokens, both in the text; says nothing of them when they are not. */
    private static void assertIsHandedOut(List<String> tokens, String text) {
        assertThat(tokens.stream().filter(text::contains).distinct().count())
                .as("tokens in what the functions are given")
                .isEqualTo(2);
    }

    /** Invokes a function with each event, in one process of its own that must keep the tokens to itself. */
    private List<String> invoke(Class<?> handler, LocalSystem system, List<String> tokens, String... events)
            throws Exception {
        List<String> responses = new ArrayList<>();
        try (LocalRuntimeApi api = new LocalRuntimeApi();
                FunctionProcess function = start(handler, api, system)) {
            for (String event : events) {
                responses.add(api.invoke(event));
            }
            assertKeepsSecrets(function, tokens);
        }
        return responses;
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
        return DeployableJar.start(
                handler,
                api,
                Map.of("AWS_ENDPOINT_URL_SFN", system.endpoint().toString()),
                directory.resolve(handler.getSimpleName() + ".log"));
    }

    private static String order(String card) {
        return """
                {"orderId": "0001", "customerId": "c1", "orderDate": "2026-01-31", "amount": "9.99", "nameOnCard": "N",
                 "creditCardNumber": "%s", "expiry": "12/29", "cvv": "123"}""".formatted(card);
    }
}
