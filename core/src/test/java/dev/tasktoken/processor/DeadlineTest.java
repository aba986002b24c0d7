package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.Heartbeat;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.PausedTask;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.ManualTimer;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** Work whose delivery has a deadline. */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class DeadlineTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final String BODY = "{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}";

    record Order(int order) {}

    private final FakeSfn sfn = new FakeSfn();
    private final ManualTimer timer = new ManualTimer();
    private final TokenResponder responder = Responders.impatient(sfn).build();
    private final CountDownLatch never = new CountDownLatch(1);

    private CallbackProcessor<Order> processor(
            TaskHandler<Order> handler, UnaryOperator<CallbackProcessor.Builder<Order>> more) {
        CallbackProcessor.Builder<Order> builder = CallbackProcessor.builder(responder, Order.class)
                .clock(() -> NOW.plusNanos(timer.nanos()), wait -> timer.advance(wait))
                .scheduler(timer, Runnable::run, Responders.heartbeats(timer, Runnable::run))
                .handler(handler);
        return more.apply(builder).build();
    }

    private static Delivery due(Instant deadline) {
        return Delivery.builder(BODY).receiveCount(1).deadline(deadline).build();
    }

    /** Ends with the handler's interrupt, which it reports. */
    private String hang(CompletableFuture<Throwable> end) {
        try {
            never.await();
        } catch (InterruptedException e) {
            end.complete(e);
        }
        return "late";
    }

    private void runOut() {
        timer.advance(TIME.minusSeconds(1));
    }

    @Test
    void sendsTheResultOfAHandlerThatReturnsInTime() {
        Settlement settlement =
                processor((order, task) -> 42, builder -> builder).process(due(NOW.plus(TIME)));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void redeliversWhenTheHandlerHasNotReturnedASecondBeforeTheDeadline() {
        CompletableFuture<Throwable> end = new CompletableFuture<>();

        Settlement settlement = processor(
                        (order, task) -> {
                            runOut();
                            return hang(end);
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));

        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason()).isInstanceOf(RedeliveryRequestedException.class));
        assertThat(end.join()).isInstanceOf(InterruptedException.class);
        assertThat(sfn.calls).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void failsTheTaskByNameAtTheDeadlineIfTheCallerChoseSo() {
        Settlement settlement = processor(
                        (order, task) -> {
                            runOut();
                            never.await();
                            return "late";
                        },
                        builder -> builder.atDeadline(DeadlineAction.FAIL_TASK))
                .process(due(NOW.plus(TIME)));

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.DEADLINE_REACHED, AnswerOutcome.ACCEPTED));
        assertThat(sfn.failures).singleElement().satisfies(failure -> {
            assertThat(failure.error()).isEqualTo("DeadlineReached");
            assertThat(failure.cause()).contains("1000 ms before its deadline");
        });
    }

    @Test
    void failsTheTaskByNameAtTheDeadlineWhenThePayloadIsNotBoundInTime() {
        AtomicBoolean handled = new AtomicBoolean();

        Settlement settlement = processor(
                        (order, task) -> handled.getAndSet(true),
                        builder -> builder.reader(bindingFor(TIME)).atDeadline(DeadlineAction.FAIL_TASK))
                .process(due(NOW.plus(TIME)));

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.DEADLINE_REACHED, AnswerOutcome.ACCEPTED));
        assertThat(sfn.failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.cause()).contains("payload was not bound 1000 ms before its deadline"));
        assertThat(handled).isFalse();
    }

    /** Binding that takes until the deadline and hangs on. */
    private CallbackReader bindingFor(Duration time) {
        return CallbackReader.builder()
                .codec(new JsonCodec() {
                    @Override
                    public Object read(Reader json, Type type) throws InterruptedException {
                        timer.advance(time);
                        never.await();
                        return new Order(7);
                    }

                    @Override
                    public void write(@Nullable Object output, OutputStream json) {
                        throw new IllegalStateException("nothing is written");
                    }
                })
                .build();
    }

    @Test
    void letsNoThreadAnswerThatWakesAfterItsHandlerWasGivenUp() {
        CountDownLatch thawed = new CountDownLatch(1);
        CompletableFuture<CallbackTask> late = new CompletableFuture<>();
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        processor(
                        (order, task) -> {
                            runOut();
                            awaitWhateverHappens(thawed);
                            assertThat(task.isClosed()).isTrue();
                            assertThat(task.heartbeat()).isEqualTo(TaskStatus.CLOSED);
                            try {
                                responder.succeed(task.envelope(), "late");
                            } catch (IllegalStateException e) {
                                refused.complete(e);
                            }
                            late.complete(task);
                            return "late";
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));

        thawed.countDown();

        assertThat(refused.join()).hasMessageContaining("given up").hasMessageNotContaining(TOKEN.value());
        assertThatThrownBy(() -> responder.fail(late.join(), "Late", "")).isInstanceOf(IllegalStateException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void letsNoCopyOfTheTokenOfAHandlerThatWasGivenUpAnswer() {
        CompletableFuture<CallbackTask> late = new CompletableFuture<>();
        processor(
                        (order, task) -> {
                            late.complete(task);
                            runOut();
                            never.await();
                            return "late";
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));
        CallbackTask task = late.join();

        for (PausedTask copy : copies(task)) {
            assertThatThrownBy(() -> responder.succeed(copy, "late"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("given up")
                    .hasMessageNotContaining(TOKEN.value());
            assertThatThrownBy(() -> responder.fail(copy, "Late", "")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> responder.heartbeat(copy)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() ->
                            PendingTasks.of(responder, TokenStore.inMemory()).park("order-42", copy))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void letsTheThreadOfAHandlerThatWasGivenUpAnswerByNoCopyEvenWhileTheRedeliveryRuns() {
        CountDownLatch thawed = new CountDownLatch(1);
        CompletableFuture<Object> refused = new CompletableFuture<>();
        AtomicInteger tries = new AtomicInteger();
        CallbackProcessor<Order> processor = processor(
                (order, task) -> {
                    if (tries.incrementAndGet() == 2) {
                        thawed.countDown();
                        return refused.get();
                    }
                    runOut();
                    awaitWhateverHappens(thawed);
                    Thread.interrupted();
                    for (PausedTask copy : copies(task)) {
                        try {
                            refused.complete(responder.succeed(copy, "late"));
                        } catch (IllegalStateException e) {
                            // as it must be
                        }
                    }
                    refused.complete("refused");
                    return "late";
                },
                builder -> builder);
        processor.process(due(NOW.plus(TIME)));

        Settlement settlement = processor.process(due(NOW.plus(TIME.multipliedBy(3))));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"refused\"");
    }

    @Test
    void letsTheRedeliveryOfAHandlerThatWasGivenUpAnswerByACopy() {
        AtomicInteger tries = new AtomicInteger();
        CallbackProcessor<Order> processor = processor(
                (order, task) -> {
                    if (tries.incrementAndGet() == 1) {
                        runOut();
                        never.await();
                    }
                    task.defer();
                    return responder.succeed(TaskToken.of(task.taskToken().value()), "second try");
                },
                builder -> builder);
        processor.process(due(NOW.plus(TIME)));

        Settlement settlement = processor.process(due(NOW.plus(TIME.multipliedBy(3))));

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"second try\"");
    }

    @Test
    void sendsTheDecisionOnATaskThatWasParkedBeforeItsHandlerWasGivenUp() {
        PendingTasks pending = PendingTasks.of(responder, TokenStore.inMemory());
        processor(
                        (order, task) -> {
                            pending.park("order-42", task);
                            runOut();
                            never.await();
                            return null;
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));

        assertThat(pending.succeed("order-42", 1).isRecorded()).isTrue();

        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void runsNoHandlerFromTheThreadOfOneThatWasGivenUp() {
        CountDownLatch thawed = new CountDownLatch(1);
        CompletableFuture<Settlement> anew = new CompletableFuture<>();
        List<CallbackProcessor<Order>> itself = new ArrayList<>();
        itself.add(processor(
                (order, task) -> {
                    runOut();
                    awaitWhateverHappens(thawed);
                    Thread.interrupted();
                    anew.complete(itself.get(0).process(Delivery.of(BODY)));
                    return "late";
                },
                builder -> builder));
        itself.get(0).process(due(NOW.plus(TIME)));

        thawed.countDown();

        assertThat(anew.join().isAcknowledged()).isFalse();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void endsTheHeartbeatsOfACopyOfTheTokenOfAHandlerThatWasGivenUp() {
        processor(
                        (order, task) -> {
                            runOut();
                            never.await();
                            return "late";
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));
        CompletableFuture<TaskStatus> learnt = new CompletableFuture<>();

        Heartbeats heartbeats =
                Heartbeats.builder(responder, Duration.ofSeconds(1)).build();
        try (Heartbeat heartbeat = heartbeats.start(TaskToken.of(TOKEN.value()))) {
            heartbeat.onChange(learnt::complete);
            assertThat(learnt.join()).isEqualTo(TaskStatus.CLOSED);
        }

        assertThat(sfn.calls).isEmpty();
    }

    private static List<PausedTask> copies(CallbackTask task) {
        return List.of(
                TaskToken.of(task.taskToken().value()),
                CallbackReader.standard().read(task.delivery()),
                CallbackReader.standard().read(BODY));
    }

    @Test
    void answersTheRedeliveryOfAHandlerThatWasGivenUp() {
        AtomicInteger tries = new AtomicInteger();
        CallbackProcessor<Order> processor = processor(
                (order, task) -> {
                    if (tries.incrementAndGet() == 1) {
                        runOut();
                        never.await();
                    }
                    return "second try";
                },
                builder -> builder);
        processor.process(due(NOW.plus(TIME)));

        Settlement settlement = processor.process(due(NOW.plus(TIME.multipliedBy(3))));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }

    @Test
    void runsNoHandlerForWhichNoTimeIsLeft() {
        AtomicBoolean handled = new AtomicBoolean();

        Settlement settlement = processor(
                        (order, task) -> {
                            handled.set(true);
                            return "done";
                        },
                        builder -> builder.atDeadline(DeadlineAction.FAIL_TASK))
                .process(due(NOW.plusMillis(999)));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(handled).isFalse();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void redeliversWhenAStageIsNotCompletedBeforeTheDeadline() {
        Settlement settlement = processor(
                        (order, task) -> {
                            runOut();
                            return new CompletableFuture<>();
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));

        assertThat(settlement.isAcknowledged()).isFalse();
    }

    @Test
    void takesADeadlineThatNeverComes() {
        CallbackProcessor<Order> real = CallbackProcessor.builder(responder, Order.class)
                .handler((order, task) -> "done")
                .build();

        assertThat(real.process(due(Instant.MAX))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }

    @Test
    void leavesTheCallersFlagAloneWhenTheHandlersOwnFutureWasInterrupted() {
        Settlement settlement = processor(
                        (order, task) -> CompletableFuture.failedFuture(new InterruptedException("elsewhere")),
                        builder -> builder)
                .process(due(NOW.plus(TIME)));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void failsTheTaskOfALastReceiveForWhichNoTimeIsLeft() {
        Settlement settlement = processor((order, task) -> "done", builder -> builder.maxReceives(1))
                .process(due(NOW));

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.TOO_MANY_RECEIVES, AnswerOutcome.ACCEPTED));
    }

    @Test
    void failsNoMessageOfAGroupForWhichNoTimeIsLeft() {
        Delivery untried = Delivery.builder(BODY)
                .receiveCount(9)
                .messageGroup("a")
                .deadline(NOW)
                .build();

        Settlement settlement = processor((order, task) -> "done", builder -> builder.maxReceives(1))
                .process(untried);

        assertThat(settlement.isAcknowledged()).isFalse();
    }

    @Test
    void failsTheTaskAtTheDeadlineOfItsLastReceive() {
        Settlement settlement = processor(
                        (order, task) -> {
                            runOut();
                            never.await();
                            return "late";
                        },
                        builder -> builder.maxReceives(1))
                .process(due(NOW.plus(TIME)));

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.TOO_MANY_RECEIVES, AnswerOutcome.ACCEPTED));
    }

    @Test
    void runsOnTheCallingThreadIfTheCallerChoseSo() {
        Thread[] worker = new Thread[1];

        Settlement settlement = processor(
                        (order, task) -> {
                            worker[0] = Thread.currentThread();
                            return "done";
                        },
                        builder -> builder.atDeadline(DeadlineAction.IGNORE))
                .process(due(NOW));

        assertThat(settlement.isAcknowledged()).isTrue();
        assertThat(worker[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void takesTheMarginThatTheCallerSet() {
        Settlement settlement = processor((order, task) -> "done", builder -> builder.deadlineMargin(TIME))
                .process(due(NOW.plus(TIME)));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThatThrownBy(
                        () -> CallbackProcessor.builder(responder, Order.class).deadlineMargin(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> CallbackProcessor.builder(responder, Order.class).deadlineMargin(Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheLoggingContextAndTheClassLoaderAlong() {
        MDC.put("execution", "e-1");
        ClassLoader loader = new ClassLoader() {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        Object[] seen = new Object[2];
        try {
            processor(
                            (order, task) -> {
                                seen[0] = MDC.get("execution");
                                seen[1] = Thread.currentThread().getContextClassLoader();
                                return null;
                            },
                            builder -> builder)
                    .process(due(NOW.plus(TIME)));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            MDC.clear();
        }

        assertThat(seen[1]).isSameAs(loader);
        assertThat(seen[0]).isIn("e-1", null); // slf4j-simple has no MDC
    }

    @Test
    void passesTheMachinesOwnErrorsOnFromTheHandlersThread() {
        assertThatThrownBy(() -> processor(
                                (order, task) -> {
                                    throw new OutOfMemoryError("for a test");
                                },
                                builder -> builder)
                        .process(due(NOW.plus(TIME))))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void redeliversWhenTheCallerIsInterrupted() {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread caller = Thread.currentThread();

        Settlement settlement = processor(
                        (order, task) -> {
                            caller.interrupt();
                            return hang(end);
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(end.join()).isInstanceOf(InterruptedException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void findsTheTaskClosedIfTheHandlerIsGivenUpWhileItsHeartbeatWaitsForItsTurn() {
        TokenResponder slow = Responders.impatient(sfn, timer).callsPerSecond(1).build();
        slow.succeed(Tokens.token(2), 1);
        CallbackEnvelope envelope = CallbackReader.standard().read(BODY);
        CallbackTask task = new CallbackTask(envelope, Delivery.of(BODY), slow.forAnyWork());
        CompletableFuture<TaskStatus> heartbeat = CompletableFuture.supplyAsync(task::heartbeat);
        while (timer.waiting() == 0) {
            Thread.onSpinWait();
        }

        task.workId().revoke();
        timer.advance(Duration.ofSeconds(2));

        assertThat(heartbeat.join()).isEqualTo(TaskStatus.CLOSED);
    }

    @Test
    void letsNoHandlerAnswerWhoseCallerWasInterrupted() {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread caller = Thread.currentThread();
        TaskToken[] seen = new TaskToken[1];

        processor(
                        (order, task) -> {
                            seen[0] = task.envelope().taskToken();
                            caller.interrupt();
                            return hang(end);
                        },
                        builder -> builder)
                .process(due(NOW.plus(TIME)));

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> responder.succeed(seen[0], "late")).isInstanceOf(IllegalStateException.class);
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // a thread that listens to nobody
            }
        }
    }
}
