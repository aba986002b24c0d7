package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.internal.ManualTimer;
import dev.tasktoken.service.PausedWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // some tests spin
@SuppressWarnings("FutureReturnValueIgnored")
class AsyncTokenResponderTest {
    private static final TaskToken TOKEN = Tokens.token(1);

    private final FakeSfn sfn = new FakeSfn();
    private final FakeAsyncSfn async = new FakeAsyncSfn(sfn);
    private final ManualTimer timer = new ManualTimer();
    private final AsyncTokenResponder responder =
            TokenResponder.builder().scheduler(timer).buildAsync(async);

    private static Throwable reason(CompletableFuture<?> failed) {
        return failed.handle((known, thrown) -> thrown == null
                        ? new AssertionError("did not fail: " + known)
                        : thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown)
                .join();
    }

    @Test
    void sendsResultsAndFailures() {
        assertThat(responder.succeed(TOKEN, 42).join()).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(responder.succeedJson(TOKEN, "{\"a\": 1}").join()).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(responder.fail(TOKEN, "NoStock", "sold out").join()).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(responder.fail(TOKEN, new TaskFailureException("Late", "")).join())
                .isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(responder.heartbeat(TOKEN).join()).isEqualTo(TaskStatus.OPEN);

        assertThat(sfn.successes).extracting(r -> r.output()).containsExactly("42", "{\"a\": 1}");
        assertThat(sfn.failures).extracting(r -> r.error()).containsExactly("NoStock", "Late");
    }

    @Test
    void saysOfAClosedTaskWhatIsKnown() {
        sfn.says(FakeSfn.closedTask(1), FakeSfn.closedTask(2), FakeSfn.closedTask(1));

        assertThat(responder.succeed(TOKEN, 1).join()).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(responder.succeed(TOKEN, 1).join()).isEqualTo(AnswerOutcome.UNCONFIRMED);
        assertThat(responder.heartbeat(TOKEN).join()).isEqualTo(TaskStatus.CLOSED);
    }

    @Test
    void failsTheFutureWithOneOfTheLibrarysOwnExceptions() {
        sfn.says(
                FakeSfn.invalidToken(),
                FakeSfn.error("AccessDeniedException", 400),
                FakeSfn.error("InternalFailure", 500));

        assertThat(reason(responder.succeed(TOKEN, 1))).isInstanceOf(InvalidTaskTokenException.class);
        assertThat(reason(responder.fail(TOKEN, "e", "c"))).isInstanceOf(AnswerNotPermittedException.class);
        assertThat(reason(responder.heartbeat(TOKEN))).isInstanceOf(AnswerNotDeliveredException.class);
    }

    @Test
    void failsTheTaskWhoseResultCannotBeSent() {
        assertThat(reason(responder.succeed(TOKEN, "x".repeat(300_000))))
                .isInstanceOfSatisfying(
                        OutputRejectedException.class,
                        e -> assertThat(e.error()).isEqualTo(TaskFailure.OUTPUT_TOO_LARGE));
        assertThat(reason(responder.succeedJson(TOKEN, "abc"))).isInstanceOf(OutputRejectedException.class);
        assertThat(sfn.calls).containsExactly("failure", "failure");
    }

    @Test
    void failsTheTaskWhoseOutputTheServiceRefuses() {
        sfn.says(InvalidOutputException.builder().message("no").numAttempts(1).build());

        assertThat(reason(responder.succeed(TOKEN, 1))).isInstanceOf(OutputRejectedException.class);
        assertThat(sfn.calls).containsExactly("success", "failure");
    }

    @Test
    void retriesLaterWhenTheKeyIsThrottled() {
        RuntimeException throttled = KmsThrottlingException.builder()
                .message("slow down")
                .numAttempts(1)
                .build();
        sfn.says(throttled, throttled, FakeSfn.closedTask(1));

        CompletableFuture<AnswerOutcome> answer = responder.succeed(TOKEN, 1);
        while (!answer.isDone()) {
            timer.advance(Duration.ofSeconds(2));
        }

        assertThat(answer.join()).isEqualTo(AnswerOutcome.UNCONFIRMED);
        assertThat(sfn.calls).hasSize(3);
    }

    @Test
    void givesUpAfterFourTriesWhenTheKeyStaysThrottled() {
        RuntimeException throttled = KmsThrottlingException.builder()
                .message("slow down")
                .numAttempts(1)
                .build();
        sfn.says(throttled, throttled, throttled, throttled);

        CompletableFuture<AnswerOutcome> answer = responder.succeed(TOKEN, 1);
        while (!answer.isDone()) {
            timer.advance(Duration.ofSeconds(2));
        }

        assertThat(reason(answer)).isInstanceOf(AnswerNotDeliveredException.class);
        assertThat(sfn.calls).hasSize(4);
    }

    @Test
    void hasNoMoreCallsOpenThanItMay() {
        async.hold();
        AsyncTokenResponder narrow =
                TokenResponder.builder().scheduler(timer).maxConcurrentCalls(2).buildAsync(async);

        List<CompletableFuture<AnswerOutcome>> answers = IntStream.range(0, 20)
                .mapToObj(i -> narrow.succeed(Tokens.token(i), i))
                .toList();
        assertThat(async.open()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            while (async.open() == 0) {
                Thread.onSpinWait();
            }
            assertThat(async.open()).isLessThanOrEqualTo(2);
            async.releaseOne();
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(AnswerOutcome.ACCEPTED));
    }

    @Test
    void sendsAnswersBeforeHeartbeatsThatWaitedLonger() {
        async.hold();
        AsyncTokenResponder narrow =
                TokenResponder.builder().scheduler(timer).maxConcurrentCalls(1).buildAsync(async);
        narrow.succeed(TOKEN, 1);
        CompletableFuture<TaskStatus> heartbeat = narrow.heartbeat(TOKEN);
        narrow.fail(TOKEN, "NoStock", "sold out");

        while (!heartbeat.isDone()) {
            if (async.open() > 0) {
                async.releaseOne();
            }
        }

        assertThat(sfn.calls).containsExactly("success", "failure", "heartbeat");
    }

    @Test
    void opensFiftyCallsAtMostUnlessSetOtherwise() {
        async.hold();

        IntStream.range(0, 60).forEach(i -> responder.succeed(Tokens.token(i), i));

        assertThat(async.open()).isEqualTo(50);
    }

    @Test
    void failsTheFutureForAHandlerThatWasGivenUp() {
        TaskToken sealed = Tokens.token(9);
        sealed.revoke();

        assertThat(reason(responder.succeed(sealed, 1))).isInstanceOf(IllegalStateException.class);
        assertThat(reason(responder.heartbeat(sealed))).isInstanceOf(IllegalStateException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void sendsNothingForAHandlerThatIsGivenUpWhileItsAnswerWaitsForItsTurn() {
        AsyncTokenResponder slow =
                TokenResponder.builder().scheduler(timer).callsPerSecond(1).buildAsync(async);
        TaskToken givenUp = Tokens.token(9);
        slow.succeed(TOKEN, 1).join();
        CompletableFuture<AnswerOutcome> late = slow.succeed(givenUp, 2);

        givenUp.revoke();
        timer.advance(Duration.ofSeconds(2));

        assertThat(late.handle((known, thrown) -> known == null).join()).isTrue();
        assertThat(sfn.calls).hasSize(1);
    }

    /** Starting a call may block, and other tasks' heartbeats need the timer's thread. */
    @Test
    void startsNoCallOnTheThreadThatEndsItsWait() {
        AsyncTokenResponder slow =
                TokenResponder.builder().scheduler(timer).callsPerSecond(1).buildAsync(async);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        sfn.onCall(() -> threads.add(Thread.currentThread()));
        slow.succeed(TOKEN, 1).join();
        CompletableFuture<AnswerOutcome> second = slow.succeed(TOKEN, 2);

        timer.advance(Duration.ofSeconds(2));
        second.join();

        assertThat(threads).hasSize(2).element(1).isNotEqualTo(Thread.currentThread());
    }

    @Test
    @SuppressWarnings("unchecked") // as a caller might
    void refusesWorkOfAnotherKindWhateverTheTypesSay() {
        AsyncResponder<PausedWork> any = (AsyncResponder<PausedWork>) (AsyncResponder<?>) responder;

        assertThat(reason(any.succeed(CallbackId.of("Q2FsbGJhY2s6b25l"), 1)))
                .isInstanceOf(InvalidTaskTokenException.class);
    }

    @Test
    void closesAClientOfItsOwn() {
        new AsyncTokenResponder(TokenResponder.builder(), StepFunctionsTasks.of(async, true)).close();

        assertThat(async.isClosed()).isTrue();
    }

    @Test
    void leavesTheCallersClientOpen() {
        responder.close();

        assertThat(async.isClosed()).isFalse();
    }
}
