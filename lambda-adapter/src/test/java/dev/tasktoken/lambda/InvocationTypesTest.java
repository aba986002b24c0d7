package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.TaskHandler;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What Lambda is documented to do with what a function returns and throws, by hand; InvocationTypesIT has the
 * workflows.
 */
class InvocationTypesTest {
    private static final String PAYLOAD = "{\"taskToken\":\"" + TestTokens.numbered(1) + "\",\"number\":7}";

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final AtomicInteger works = new AtomicInteger();
    private final List<String> deadLetters = new ArrayList<>();

    private RequestStreamHandler function(TaskHandler<String> handler) {
        TokenResponder responder = stepFunctions.responder();
        return new CallbackStreamHandler(CallbackProcessor.of(responder, String.class, (payload, task) -> {
            works.incrementAndGet();
            return handler.handle(payload, task);
        })) {};
    }

    private static void invoke(RequestStreamHandler function, String payload) throws IOException {
        function.handleRequest(
                new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                LambdaContext.of("orders"));
    }

    /** {@code InvocationType: Event}: two retries, then the dead-letter queue. */
    private void asEvent(RequestStreamHandler function, String payload) throws IOException {
        for (int invocation = 0; invocation < 3; invocation++) {
            if (asRequestResponse(function, payload).isEmpty()) {
                return;
            }
        }
        deadLetters.add(payload);
    }

    /** {@code InvocationType: RequestResponse}: a function error fails the state by this name, anything else waits. */
    private static Optional<String> asRequestResponse(RequestStreamHandler function, String payload)
            throws IOException {
        try {
            invoke(function, payload);
            return Optional.empty();
        } catch (RuntimeException functionError) {
            return Optional.of(functionError.getClass().getName());
        }
    }

    @Test
    void anEventIsOverWhenTheTaskWasAnswered() throws IOException {
        asEvent(function((payload, task) -> 42), PAYLOAD);

        assertThat(works).hasValue(1);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void anEventIsOverWhenTheTaskWasFailed() throws IOException {
        asEvent(
                function((payload, task) -> {
                    throw new IOException("declined");
                }),
                PAYLOAD);

        assertThat(works).hasValue(1);
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.error().orElseThrow())
                .containsExactly(IOException.class.getName());
    }

    @Test
    void anEventIsOverWhenItsAnswerWasDeferred() throws IOException {
        asEvent(
                function((payload, task) -> {
                    task.defer();
                    return null;
                }),
                PAYLOAD);

        assertThat(works).hasValue(1);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void lambdaRetriesAnEventUntilItIsSettled() throws IOException {
        asEvent(
                function((payload, task) -> {
                    if (works.get() < 3) {
                        throw new RedeliveryRequestedException("not yet");
                    }
                    return 42;
                }),
                PAYLOAD);

        assertThat(works).hasValue(3);
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.output().orElseThrow())
                .containsExactly("42");
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void anEventThatCannotBeReadEndsInTheDeadLetterQueue() throws IOException {
        asEvent(function((payload, task) -> 42), "{\"number\":7}");

        assertThat(works).hasValue(0);
        assertThat(deadLetters).containsExactly("{\"number\":7}");
    }

    @Test
    void anEventThatLambdaDeliversTwiceIsHandledOnce() throws IOException {
        asEvent(function((payload, task) -> 42), PAYLOAD);
        asEvent(function((payload, task) -> 43), PAYLOAD);

        assertThat(works).hasValue(1);
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.output().orElseThrow())
                .containsExactly("42");
    }

    @Test
    void aStateThatWaitsForTheResponseGoesOnWaitingForItsTokenWhenTheFunctionReturns() throws IOException {
        assertThat(asRequestResponse(function((payload, task) -> 42), PAYLOAD)).isEmpty();
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.output().orElseThrow())
                .containsExactly("42");
    }

    @Test
    void aStateThatWaitsForTheResponseFailsUnderANameThatRetryCanMatch() throws IOException {
        Optional<String> error = asRequestResponse(
                function((payload, task) -> {
                    throw new RedeliveryRequestedException("not now");
                }),
                PAYLOAD);

        assertThat(error).contains("dev.tasktoken.processor.RedeliveryRequestedException");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aStateThatWaitsForTheResponseFailsAtOnceWhenItsDefinitionSendsNoToken() throws IOException {
        assertThat(asRequestResponse(function((payload, task) -> 42), "{\"number\":7}"))
                .contains("dev.tasktoken.processor.RedeliveryRequestedException");
    }

    @Test
    void anInterruptFlagThatAnEarlierInvocationLeftDoesNotInterruptTheWork() throws IOException {
        RequestStreamHandler function = function((payload, task) -> {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return payload;
        });
        Thread.currentThread().interrupt(); // by an earlier invocation of the same warm function

        Optional<String> functionError = asRequestResponse(function, PAYLOAD);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(functionError).isEmpty();
        assertThat(stepFunctions.answers()).hasSize(1);
    }
}
