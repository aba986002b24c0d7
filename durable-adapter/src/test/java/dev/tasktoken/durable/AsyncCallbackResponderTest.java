package dev.tasktoken.durable;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.CallbackId;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalDurableCallbacks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

class AsyncCallbackResponderTest {
    private final LocalDurableCallbacks callbacks = LocalDurableCallbacks.start();
    private final LambdaAsyncClient client = LambdaClients.async(callbacks);
    private final AsyncCallbackResponder responder = AsyncCallbackResponder.of(client);
    private final String text = callbacks.createCallback();
    private final CallbackId id = CallbackId.of(text);

    @AfterEach
    void close() {
        responder.close();
        client.close();
        callbacks.close();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void answersAsTheBlockingOneDoes() throws Exception {
        assertThat(get(responder.heartbeat(id))).isEqualTo(TaskStatus.OPEN);
        assertThat(get(responder.succeed(id, 42))).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(get(responder.fail(id, "Late", ""))).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(get(responder.heartbeat(id))).isEqualTo(TaskStatus.CLOSED);

        assertThat(callbacks.callback(text)).succeeded().withOutput(42).hadHeartbeats(1);
    }

    @Test
    void cannotTellWhoClosedItWhenAResponseWasLost() throws Exception {
        callbacks.faults().inject(Fault.cutAfter().times(1));

        assertThat(get(responder.fail(id, new IllegalStateException("no")))).isEqualTo(AnswerOutcome.UNCONFIRMED);
    }

    @Test
    void failsForAnUnknownId() {
        CompletableFuture<AnswerOutcome> answer = responder.succeedJson(CallbackId.of("bm90LW9uZQ=="), "1");

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InvalidTaskTokenException.class);
    }
}
