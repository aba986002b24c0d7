package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.examples.callbackpattern.CallbackPatternHandler;
import dev.tasktoken.examples.external.ReturnTokenHandler;
import dev.tasktoken.examples.integrations.FunctionHandler;
import dev.tasktoken.examples.integrations.QueueHandler;
import dev.tasktoken.examples.integrations.TopicHandler;
import dev.tasktoken.examples.locallambda.FunctionProcess;
import dev.tasktoken.examples.locallambda.LocalRuntimeApi;
import dev.tasktoken.examples.payment.PaymentHandler;
import dev.tasktoken.testkit.QueueConnection;
import dev.tasktoken.testkit.QueueMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
            system.send("this is not JSON");
            List<String> tokens = system.openTokens();

            QueueConnection connection =
                    system.connect(api::invoke, QueueMapping.defaults().batchWindow(Duration.ofMinutes(5)));

            assertThat(tokens).hasSize(9);
            expected.forEach(
                    (execution, ending) -> assertThat(system.ending(execution)).isEqualTo(ending));
            assertThat(system.published())
                    .containsOnly(
                            "Payment processed successfully.",
                            "{\"Error\":\"Failed to process payment\",\"Cause\":\"Invalid Credit Card\"}");
            connection.close();
            assertThat(system.batches()).isEqualTo(1);
            assertThat(system.queueSize()).as("only what is not JSON").isEqualTo(1);
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

            QueueConnection connection = system.connect(api::invoke, QueueMapping.defaults());

            assertThat(system.ending(execution)).isEqualTo("SUCCEEDED via Notify Success");
            connection.close();
            assertThat(system.queueSize()).isZero();
            assertKeepsSecrets(function, tokens);
        }
    }

    @Test
    void answers42ToTokensHandedOutThreeWays() throws Exception {
        try (LocalSystem system = new LocalSystem("three-integrations");
                LocalRuntimeApi fed = new LocalRuntimeApi();
                LocalRuntimeApi invoked = new LocalRuntimeApi();
                LocalRuntimeApi subscribed = new LocalRuntimeApi();
                FunctionProcess queue = start(QueueHandler.class, fed, system);
                FunctionProcess function = start(FunctionHandler.class, invoked, system);
                FunctionProcess topic = start(TopicHandler.class, subscribed, system)) {
            QueueConnection connection = system.connect(fed::invoke, QueueMapping.defaults());
            system.invoke(invoked::invoke);
            system.subscribe(subscribed::invoke);

            List<String> executions = List.of(system.start("{}"), system.start("{}"));

            assertThat(executions).allSatisfy(execution -> {
                assertThat(system.ending(execution)).isEqualTo("SUCCEEDED via Publish SNS message");
                assertThat(system.output(execution)).isEqualTo("42");
            });
            connection.close();
            assertThat(system.queueSize()).isZero();
            assertThat(system.tokens()).hasSize(6);
            for (FunctionProcess process : List.of(queue, function, topic)) {
                assertKeepsSecrets(process, system.tokens());
            }
        }
    }

    @Test
    void returnsTheTokenThatAnOutsideProgramRead() throws Exception {
        try (LocalSystem system = new LocalSystem("external-system");
                LocalRuntimeApi api = new LocalRuntimeApi();
                FunctionProcess function = start(ReturnTokenHandler.class, api, system)) {
            String execution = system.pause("{\"orderId\": \"0001\"}");
            String token = new ObjectMapper()
                    .readTree(system.receive().body())
                    .required("token")
                    .textValue();
            boolean isTheTasks = system.openTokens().contains(token);

            api.invoke("{\"token\": \"" + token + "\"}");

            assertKeepsSecrets(function, List.of(token));
            assertThat(isTheTasks).isTrue();
            assertThat(token.length()).isEqualTo(880);
            assertThat(Stream.of("+", "/", "=").allMatch(token::contains))
                    .as("what is awkward in a token is in this one")
                    .isTrue();
            assertThat(system.ending(execution)).isEqualTo("SUCCEEDED via Wait For External System");
            assertThat(system.output(execution)).isEqualTo("{}");
        }
    }

    /** What is not logged at all cannot leak either: this fails if the levels were not set. */
    private static void assertKeepsSecrets(FunctionProcess function, Collection<String> tokens) throws IOException {
        String output = function.output();
        assertThat(output).contains("DEBUG dev.tasktoken.", "DEBUG software.amazon.awssdk.");
        assertThat(tokens.stream().filter(output::contains).count())
                .as("tokens in the output")
                .isZero();
    }

    private FunctionProcess start(Class<?> handler, LocalRuntimeApi api, LocalSystem system) throws Exception {
        FunctionProcess function = DeployableJar.start(
                handler,
                api,
                Map.of("AWS_ENDPOINT_URL_SFN", system.endpoint().toString()),
                directory.resolve(handler.getSimpleName() + ".log"));
        api.awaitFunction();
        return function;
    }

    private static String order(String card) {
        return """
                {"orderId": "0001", "customerId": "c1", "orderDate": "2026-01-31", "amount": "9.99", "nameOnCard": "N",
                 "creditCardNumber": "%s", "expiry": "12/29", "cvv": "123"}""".formatted(card);
    }
}
