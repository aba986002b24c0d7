package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.FailureMapper;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TaskCall;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

/** docs/errors.md: what a handler and a responder send as the failure of a task. */
class NamingFailuresGuideTest {
    private static final String TOKEN = TestTokens.numbered(1);

    private final RecordingResponder recording = RecordingResponder.create();

    private record Order(String orderId, int cents) {}

    private interface Bank {
        Object charge(Order order) throws IOException;
    }

    private interface Archive {
        String store(Object output);
    }

    @Test
    void aHandlerSaysWhatFailed() {
        Bank bank = order -> Map.of("paid", order.cents());
        TokenResponder responder = recording.responder();

        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .heartbeatEvery(Duration.ofSeconds(20)) // a third of the state's HeartbeatSeconds
                .handler(order -> {
                    if (order.cents() > 100_000) {
                        throw new TaskFailureException("CardRefused", "over the limit");
                    }
                    return bank.charge(order); // an IOException is one that Retry can match
                })
                .build();

        processor.process(
                Delivery.of(Deliveries.direct(TOKEN, new Order("0001", 1999)).event()));
        assertThat(recording.task(TOKEN)).succeeded().withOutputAt("/paid", 1999);
        String other = TestTokens.numbered(2);
        processor.process(
                Delivery.of(Deliveries.direct(other, new Order("0002", 100_001)).event()));
        assertThat(recording.task(other)).failed().withError("CardRefused").withCause("over the limit");
    }

    @Test
    void exceptionsOfOthersGetNamesOfYours() {
        SfnClient client = recording.client();

        TokenResponder responder = TokenResponder.builder()
                .client(client)
                .failureMapper(thrown -> thrown instanceof IOException
                        ? new TaskFailure("BankDown", "the bank does not answer")
                        : FailureMapper.lambda().map(thrown))
                .build();

        responder.fail(TaskToken.of(TOKEN), new IOException("connection reset"));
        assertThat(recording.task(TOKEN)).failed().withError("BankDown").withCause("the bank does not answer");
        String other = TestTokens.numbered(2);
        responder.fail(TaskToken.of(other), new IllegalStateException());
        assertThat(recording.task(other)).failed().withError("java.lang.IllegalStateException");
    }

    @Test
    void aMapperThatThrowsIsAnsweredByTheDefault() {
        TokenResponder responder = TokenResponder.builder()
                .client(recording.client())
                .failureMapper(thrown -> {
                    throw new IllegalStateException("a bug");
                })
                .build();

        responder.fail(TaskToken.of(TOKEN), new IOException("connection reset"));

        assertThat(recording.task(TOKEN)).failed().withError("java.io.IOException");
    }

    @Test
    void aLargeResultIsStored() {
        SfnClient client = recording.client();
        Map<String, Object> stored = new HashMap<>();
        Archive archive = output -> {
            stored.put("receipt-1", output);
            return "receipt-1";
        };

        TokenResponder responder = TokenResponder.builder()
                .client(client)
                .oversizedOutput(output -> Map.of("storedAs", archive.store(output)))
                .build();

        responder.succeed(TaskToken.of(TOKEN), "x".repeat(262_143)); // and two quotes
        assertThat(recording.task(TOKEN)).succeeded().withOutput(Map.of("storedAs", "receipt-1"));
        assertThat(stored).containsOnlyKeys("receipt-1");
        String fitting = TestTokens.numbered(2);
        responder.succeed(TaskToken.of(fitting), "x".repeat(262_142));
        assertThat(recording.task(fitting)).succeeded().withOutput("\"" + "x".repeat(262_142) + "\"");
    }

    @Test
    void aLongCauseIsCutAndStaysJson() {
        TokenResponder responder = recording.responder();

        responder.fail(TaskToken.of(TOKEN), new IllegalStateException("x".repeat(40_000)));
        responder.fail(TaskToken.of(TestTokens.numbered(2)), "E".repeat(257), "c".repeat(32_769));

        TaskCall thrown = recording.answers().get(0);
        JsonNode cause = Json.parse(thrown.cause().orElseThrow());
        assertThat(thrown.cause().orElseThrow().length()).isLessThanOrEqualTo(32_768);
        assertThat(cause.path("errorMessage").asText()).startsWith("xxx").endsWith("... [cut]");
        TaskCall said = recording.answers().get(1);
        assertThat(said.error().orElseThrow()).hasSize(256).endsWith("... [cut]");
        assertThat(said.cause().orElseThrow()).hasSize(32_768).endsWith("... [cut]");
    }

    @Test
    void aCauseNeverHasTheToken() {
        TaskToken token = TaskToken.of(TOKEN);

        recording.responder().fail(token, "Refused", "the bank refused " + token.value());

        assertThat(recording.answers().get(0).cause().map(cause -> cause.equals("the bank refused " + token)))
                .contains(true);
    }
}
