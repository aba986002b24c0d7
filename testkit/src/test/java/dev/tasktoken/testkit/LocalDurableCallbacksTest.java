package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.CallbackTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The three routes, as strict as the API reference is. */
class LocalDurableCallbacksTest {
    private static final String SUCCESS = "SendDurableExecutionCallbackSuccess";

    private final LocalDurableCallbacks callbacks = LocalDurableCallbacks.start();
    private final String id = callbacks.createCallback();

    @AfterEach
    void close() {
        callbacks.close();
    }

    private void succeed(String callbackId, String result) {
        callbacks
                .client()
                .sendDurableExecutionCallbackSuccess(
                        s -> s.callbackId(callbackId).result(SdkBytes.fromUtf8String(result)));
    }

    private void beat(String callbackId) {
        callbacks.client().sendDurableExecutionCallbackHeartbeat(h -> h.callbackId(callbackId));
    }

    @Test
    void takesOneAnswer() {
        beat(id);
        succeed(id, "{\"a\":1}");

        assertThat(callbacks.callback(id)).succeeded().withOutput("{\"a\":1}").hadHeartbeats(1);
        assertThatThrownBy(() -> succeed(id, "2")).isInstanceOf(CallbackTimeoutException.class);
        assertThatThrownBy(() -> beat(id)).isInstanceOf(CallbackTimeoutException.class);
        assertThat(callbacks.calls())
                .extracting(TaskCall::outcome)
                .containsExactly(
                        TaskCall.ACCEPTED, TaskCall.ACCEPTED, "CallbackTimeoutException", "CallbackTimeoutException");
        assertThat(callbacks.answers()).extracting(TaskCall::operation).containsExactly(SUCCESS);
    }

    @Test
    void takesAFailureWithOrWithoutAnErrorObject() {
        String other = callbacks.createCallback();

        callbacks
                .client()
                .sendDurableExecutionCallbackFailure(f -> f.callbackId(id)
                        .error(e -> e.errorType("TooDear")
                                .errorMessage("more than 100 EUR")
                                .stackTrace("a", "b")));
        callbacks.client().sendDurableExecutionCallbackFailure(f -> f.callbackId(other));

        assertThat(callbacks.callback(id)).failed().withError("TooDear").withCause("more than 100 EUR");
        assertThat(callbacks.callback(other)).failed();
    }

    @Test
    void refusesIdsOfOthersAndTextsThatAreNone() {
        assertThatThrownBy(() -> succeed("bm90LW9uZQ==", "1")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> succeed("cb-17", "1")).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> succeed("a".repeat(1025), "1")).isInstanceOf(InvalidParameterValueException.class);
        try (LocalDurableCallbacks another = LocalDurableCallbacks.start()) {
            assertThatThrownBy(() -> succeed(another.createCallback(), "1"))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> callbacks.callback("bm90LW9uZQ=="));
        assertThatIllegalArgumentException().isThrownBy(() -> callbacks.isOpen("cb-17"));
    }

    @Test
    void takesResultsOfUpTo256KiB() {
        String other = callbacks.createCallback();

        succeed(other, "x".repeat(262_144));
        assertThatThrownBy(() -> succeed(id, "x".repeat(262_145))).isInstanceOf(InvalidParameterValueException.class);

        assertThat(callbacks.isOpen(id)).isTrue();
        assertThat(callbacks.isOpen(other)).isFalse();
    }

    @Test
    void expiresByItsTimeoutAndByMissedHeartbeats() {
        String timed = callbacks.createCallback(Duration.ofMinutes(10), Duration.ZERO);
        String beating = callbacks.createCallback(Duration.ofMinutes(10), Duration.ofMinutes(2));

        callbacks.clock().advance(Duration.ofMinutes(1));
        beat(beating);
        callbacks.clock().advance(Duration.ofSeconds(119));
        assertThat(callbacks.isOpen(beating)).isTrue();
        callbacks.clock().advance(Duration.ofSeconds(2));
        assertThat(callbacks.isOpen(beating)).isFalse();
        assertThat(callbacks.isOpen(timed)).isTrue();
        callbacks.clock().advance(Duration.ofMinutes(7));

        assertThat(callbacks.awaitClosed(timed)).isClosedUnanswered();
        assertThat(callbacks.isOpen(id)).as("without timeouts").isTrue();
    }

    @Test
    void waitsForAnAnswerOfAnotherThread() throws Exception {
        Thread answering = new Thread(() -> {
            succeed(id, "1");
        });
        answering.start();

        assertThat(callbacks.awaitClosed(id)).succeeded().withOutput(1);
        answering.join();
    }

    @Test
    void limitsTimeouts() {
        Duration longest = Duration.ofSeconds(99_999_999);

        assertThat(callbacks.isOpen(callbacks.createCallback(longest, longest))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> callbacks.createCallback(longest.plusSeconds(1), Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> callbacks.createCallback(Duration.ZERO, Duration.ofSeconds(-1)));
    }

    @Test
    void closesWithItsExecution() {
        callbacks.closeCallback(id);
        callbacks.closeCallback(id);

        assertThat(callbacks.callback(id)).isClosedUnanswered();
    }

    @Test
    void failsBeforeOrAfterAnAnswerTookEffect() {
        Fault cut = Fault.cutAfter().operations(SUCCESS).times(1);
        callbacks.faults().inject(cut);

        assertThatThrownBy(() -> succeed(id, "1")).isInstanceOf(CallbackTimeoutException.class);

        assertThat(callbacks.faults().met(cut)).isEqualTo(1);
        assertThat(callbacks.callback(id)).succeeded().withOutput(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> callbacks.faults().inject(Fault.cutBefore().operations("SendTaskSuccess")));
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(callbacks.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String path(String end) {
        return "/2025-12-01/durable-execution-callbacks/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + end;
    }

    @Test
    void answersWithAnEmptyBody() throws Exception {
        HttpResponse<String> response = send("POST", path("/succeed"), "null");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void refusesAnErrorThatIsNoObject() throws Exception {
        HttpResponse<String> response = send("POST", path("/fail"), "[1]");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidRequestContentException");
        assertThat(callbacks.isOpen(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/2025-12-01/durable-execution-callbacks/a/resume", "/2015-03-31/functions", "/"})
    void knowsNoOtherRoute(String path) throws Exception {
        assertThat(send("POST", path, "1").statusCode()).isEqualTo(404);
    }

    @Test
    void knowsNoOtherMethod() throws Exception {
        assertThat(send("PUT", path("/succeed"), "1").statusCode()).isEqualTo(404);
        assertThat(callbacks.isOpen(id)).isTrue();
    }
}
