package dev.tasktoken.durable;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.CallbackId;
import dev.tasktoken.Heartbeat;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.service.WorkKind;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalDurableCallbacks;
import dev.tasktoken.testkit.TaskCall;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Outcomes and errors are those of tasks, over the real SDK client. */
class CallbackResponderTest {
    private static final String SUCCESS = "SendDurableExecutionCallbackSuccess";

    private final LocalDurableCallbacks callbacks = LocalDurableCallbacks.start();
    private final LambdaClient client = LambdaClients.blocking(callbacks, Duration.ofSeconds(20));
    private final CallbackResponder responder = CallbackResponder.of(client);
    private final String text = callbacks.createCallback();
    private final CallbackId id = CallbackId.of(text);

    @AfterEach
    void close() {
        responder.close();
        client.close();
        callbacks.close();
    }

    @Test
    void succeedsWithJsonThatTheFunctionReads() {
        assertThat(responder.succeed(id, Map.of("approved", true))).isEqualTo(AnswerOutcome.ACCEPTED);

        assertThat(callbacks.callback(text)).succeeded().withOutput("{\"approved\":true}");
        assertThat(text).contains("+", "/", "=");
    }

    @Test
    void writesTextWithItsQuotesAndNothingAsNull() {
        String other = callbacks.createCallback();

        responder.succeed(id, "yes");
        responder.succeedJson(CallbackId.of(other), "null");

        assertThat(callbacks.answers())
                .extracting(call -> call.output().orElseThrow())
                .containsExactly("\"yes\"", "null");
    }

    @Test
    void failsWithWhatWasThrown() {
        responder.fail(id, new IllegalStateException("the ledger is closed, " + text));

        assertThat(callbacks.callback(text))
                .failed()
                .withError("java.lang.IllegalStateException")
                .withCause("the ledger is closed, " + id);
    }

    @Test
    void failsWithANameAndACauseThatAreCutLikeThoseOfTasks() {
        responder.fail(id, "E".repeat(300), "C".repeat(40_000));

        TaskCall sent = callbacks.answers().get(0);
        assertThat(sent.error().orElseThrow()).hasSizeLessThanOrEqualTo(TaskFailure.MAX_ERROR_LENGTH);
        assertThat(sent.cause().orElseThrow()).hasSizeLessThanOrEqualTo(TaskFailure.MAX_CAUSE_LENGTH);
    }

    @Test
    void keepsTheCallersNameForAFailure() {
        responder.fail(id, new TaskFailureException("TooDear", "more than 100 EUR"));

        assertThat(callbacks.callback(text)).failed().withError("TooDear").withCause("more than 100 EUR");
    }

    @Test
    void failsTheCallbackInsteadOfAnOutputThatIsTooLarge() {
        assertThatThrownBy(() -> responder.succeed(id, "x".repeat(262_143)))
                .isInstanceOfSatisfying(
                        OutputRejectedException.class,
                        e -> assertThat(e.error()).isEqualTo(TaskFailure.OUTPUT_TOO_LARGE))
                .hasMessageContaining(id.toString());

        assertThat(callbacks.callback(text)).failed().withError(TaskFailure.OUTPUT_TOO_LARGE);
    }

    @Test
    void sendsTheLargestOutput() {
        responder.succeed(id, "x".repeat(262_142));

        assertThat(callbacks.answers().get(0).output().orElseThrow()).hasSize(262_144);
    }

    @Test
    void saysThatACallbackWasAnsweredBefore() {
        responder.succeed(id, 1);

        assertThat(responder.succeed(id, 2)).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(responder.heartbeat(id)).isEqualTo(TaskStatus.CLOSED);
        assertThat(callbacks.callback(text)).withOutput(1).hadCalls(SUCCESS, 2);
    }

    @Test
    void cannotTellWhoClosedItWhenAResponseWasLost() {
        callbacks.faults().inject(Fault.cutAfter().operations(SUCCESS).times(1));

        assertThat(responder.succeed(id, 1)).isEqualTo(AnswerOutcome.UNCONFIRMED);
        assertThat(callbacks.callback(text)).succeeded().withOutput(1);
    }

    @Test
    void sendsAnAnswerAgainThatTookNoEffect() {
        callbacks.faults().inject(Fault.cutBefore().operations(SUCCESS).times(2));

        assertThat(responder.succeed(id, 1)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(callbacks.faults().calls(SUCCESS)).isEqualTo(3);
    }

    @Test
    void saysThatAnAnswerWasNotDelivered() {
        callbacks.faults().inject(Fault.tooManyRequests());

        assertThatThrownBy(() -> responder.succeed(id, 1))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasMessage(SUCCESS + " for " + id
                        + ": not delivered (TooManyRequestsException, status 429, attempts made: 4)");
        assertThat(callbacks.isOpen(text)).isTrue();
    }

    @Test
    void namesThePermissionAndTheArnThatItIsNeededOn() {
        callbacks.faults().inject(Fault.accessDenied());

        assertThatThrownBy(() -> responder.heartbeat(id))
                .isInstanceOfSatisfying(
                        AnswerNotPermittedException.class,
                        e -> assertThat(e.permission()).isEqualTo("lambda:SendDurableExecutionCallbackHeartbeat"))
                .hasMessageContaining("function:NAME:VERSION/durable-execution/*");
    }

    @Test
    void refusesAnIdThatTheServiceDoesNotKnow() {
        assertThatThrownBy(() -> responder.succeed(CallbackId.of("bm90LW9uZQ=="), 1))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("the service has no such callback")
                .hasMessageNotContaining("bm90LW9uZQ==");
    }

    @Test
    void keepsACallbackOpenByHeartbeatsUntilTheyEnd() {
        String beating = callbacks.createCallback(Duration.ZERO, Duration.ofMinutes(1));

        for (int i = 0; i < 3; i++) {
            callbacks.clock().advance(Duration.ofSeconds(50));
            assertThat(responder.heartbeat(CallbackId.of(beating))).isEqualTo(TaskStatus.OPEN);
        }
        callbacks.clock().advance(Duration.ofSeconds(61));

        assertThat(responder.heartbeat(CallbackId.of(beating))).isEqualTo(TaskStatus.CLOSED);
        assertThat(callbacks.callback(beating)).isClosedUnanswered().hadHeartbeats(3);
    }

    @Test
    void findsACallbackClosedThatExpired() {
        String expiring = callbacks.createCallback(Duration.ofMinutes(5), Duration.ZERO);

        callbacks.clock().advance(Duration.ofMinutes(5));

        assertThat(responder.succeed(CallbackId.of(expiring), 1)).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(callbacks.callback(expiring)).isClosedUnanswered();
    }

    @Test
    void sendsHeartbeatsForAsLongAsTheWorkTakes() throws InterruptedException {
        Heartbeats heartbeats =
                Heartbeats.builder(responder, Duration.ofSeconds(20)).build();
        CountDownLatch closed = new CountDownLatch(1);
        callbacks.closeCallback(text);

        try (Heartbeat heartbeat = heartbeats.start(id)) {
            heartbeat.onChange(status -> closed.countDown());

            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(heartbeat.isClosed()).isTrue();
        }
    }

    @Test
    void answersCallbacksOnly() {
        assertThat(responder.answers(WorkKind.CALLBACK)).isTrue();
        assertThat(responder.answers(WorkKind.TASK)).isFalse();
    }
}
