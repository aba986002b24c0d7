package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.LogLines;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.DeliveryLease;
import dev.tasktoken.internal.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Heartbeats and leases while a processor's handler works. */
@Timeout(30)
class LongWorkTest {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final String BODY = "{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}";

    record Order(int order) {}

    private final FakeSfn sfn = new FakeSfn();
    private final ManualTimer timer = new ManualTimer();
    private final TokenResponder responder = Responders.impatient(sfn).build();

    private Settlement process(TaskHandler<Order> handler) {
        return process(handler, builder -> builder);
    }

    private Settlement process(TaskHandler<Order> handler, UnaryOperator<CallbackProcessor.Builder<Order>> more) {
        CallbackProcessor.Builder<Order> builder = CallbackProcessor.builder(responder, Order.class)
                .duplicateCheck(DuplicateCheck.NEVER)
                .scheduler(timer, Runnable::run, Responders.heartbeats(timer, Runnable::run))
                .heartbeatEvery(EVERY)
                .handler(handler);
        return more.apply(builder).build().process(Delivery.of(BODY));
    }

    @Test
    void sendsHeartbeatsWhileTheHandlerRunsAndNoneAfterwards() {
        Settlement settlement = process((order, task) -> {
            timer.advance(EVERY.multipliedBy(10));
            return "done";
        });
        int heartbeats = sfn.calls.size() - 1;
        timer.advance(Duration.ofDays(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(heartbeats).isBetween(10, 13);
        assertThat(sfn.calls).hasSize(heartbeats + 1).last().isEqualTo("success");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void withholdsTheResultOfATaskThatWasClosedMeanwhile() {
        Settlement settlement = process((order, task) -> {
            sfn.says(FakeSfn.closedTask(1));
            timer.advance(EVERY);
            return task.isClosed() ? "too late" : "in time";
        });

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(sfn.calls).containsOnly("heartbeat");
    }

    @Test
    void withholdsTheFailureOfATaskThatWasClosedMeanwhile() {
        Settlement settlement = process((order, task) -> {
            sfn.says(FakeSfn.closedTask(1));
            timer.advance(EVERY);
            throw new IllegalStateException("gave up");
        });

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(sfn.calls).containsOnly("heartbeat");
    }

    @Test
    void withholdsTheResultIfTheHandlersOwnHeartbeatFoundTheTaskClosed() {
        Settlement settlement = process((order, task) -> {
            timer.advance(Duration.ZERO);
            sfn.says(FakeSfn.closedTask(1));
            return task.heartbeat();
        });

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
    }

    @Test
    void sendsTheResultOfATaskWhoseHeartbeatsWereLost() {
        RuntimeException[] cuts = IntStream.range(0, 20)
                .mapToObj(i -> SdkClientException.create("cut"))
                .toArray(RuntimeException[]::new);
        TaskStatus[] seen = new TaskStatus[1];

        Settlement settlement = process((order, task) -> {
            sfn.says(cuts);
            timer.advance(EVERY.multipliedBy(3));
            seen[0] = task.status();
            sfn.forget();
            return "done";
        });

        assertThat(seen[0]).isEqualTo(TaskStatus.UNKNOWN);
        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }

    @Test
    void interruptsTheHandlerOfAClosedTaskAndLeavesNoFlagBehind() {
        Settlement settlement = process(
                (order, task) -> {
                    sfn.says(FakeSfn.closedTask(1));
                    timer.advance(EVERY);
                    new CountDownLatch(1).await();
                    return "never";
                },
                builder -> builder.interruptHandler(true));

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesNoFlagBehindThatTheHandlerDidNotNotice() {
        process(
                (order, task) -> {
                    sfn.says(FakeSfn.closedTask(1));
                    timer.advance(EVERY);
                    return "late";
                },
                builder -> builder.interruptHandler(true));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void remembersThatATaskWasClosedWhileItsHandlerRan() {
        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .duplicateCheck(DuplicateCheck.NEVER)
                .handler((order, task) -> {
                    sfn.says(FakeSfn.closedTask(1));
                    return task.heartbeat();
                })
                .build();
        processor.process(Delivery.of(BODY));

        assertThat(processor.process(Delivery.of(BODY))).isEqualTo(new Settlement.AlreadyClosed());

        assertThat(sfn.calls).containsExactly("heartbeat");
    }

    @Test
    void redeliversWhatItInterruptedBecauseOfASilence() {
        Settlement settlement = process(
                (order, task) -> {
                    sfn.says(IntStream.range(0, 20)
                            .mapToObj(i -> SdkClientException.create("cut"))
                            .toArray(RuntimeException[]::new));
                    timer.advance(EVERY.multipliedBy(3));
                    new CountDownLatch(1).await();
                    return "never";
                },
                builder -> builder.interruptHandler(true));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(sfn.calls).containsOnly("heartbeat");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void reportsToTheHandlerByACall() {
        Settlement settlement = process((order, task) -> {
            BlockingQueue<TaskStatus> reported = new LinkedBlockingQueue<>();
            task.onChange(reported::add);
            sfn.says(FakeSfn.closedTask(1));
            timer.advance(EVERY);
            return reported.take();
        });

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
    }

    @Test
    void endsItsHeartbeatsWhenTheHandlerDefers() {
        Settlement settlement = process((order, task) -> {
            timer.advance(Duration.ZERO);
            task.defer();
            return null;
        });
        timer.advance(Duration.ofDays(1));

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
        assertThat(sfn.calls).containsExactly("heartbeat");
    }

    @Test
    void startsNoHeartbeatAfterAFailure() {
        Settlement settlement = process((order, task) -> {
            timer.advance(Duration.ZERO);
            sfn.onCall(() -> timer.advance(EVERY.multipliedBy(2)));
            throw new TaskFailureException("NoStock", "");
        });

        assertThat(settlement).isEqualTo(new Settlement.Failed("NoStock", AnswerOutcome.ACCEPTED));
        assertThat(sfn.calls).containsExactly("heartbeat", "failure");
    }

    @Test
    void keepsTheTaskAliveWhileItsAnswerWaitsToBeResent() {
        Settlement settlement = process(
                (order, task) -> {
                    timer.advance(Duration.ZERO);
                    sfn.says(SdkClientException.create("cut"));
                    return "done";
                },
                builder -> builder.clock(() -> Instant.EPOCH, timer::advance).retryAnswerFor(Duration.ofMinutes(1)));
        timer.advance(Duration.ofDays(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.calls).containsExactly("heartbeat", "success", "heartbeat", "success");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void needsAnIntervalWhereAHeartbeatTimeoutOrAnInterruptIsSet() {
        assertThatThrownBy(() -> CallbackProcessor.builder(responder, Order.class)
                        .handler((order, task) -> null)
                        .heartbeatTimeout(EVERY)
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CallbackProcessor.builder(responder, Order.class)
                        .handler((order, task) -> null)
                        .interruptHandler(true)
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> process((order, task) -> null, builder -> builder.heartbeatTimeout(EVERY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A lease that counts its renewals and can be made to fail, or to reach its limit. */
    private static final class CountedLease implements DeliveryLease {
        private int renewals;
        private int failures;
        private int limit = Integer.MAX_VALUE;
        private @Nullable Runnable whenWorkEnded;

        @Override
        public void handlerEnded() {
            if (whenWorkEnded != null) {
                whenWorkEnded.run();
            }
        }

        @Override
        public Duration renewEvery() {
            return Duration.ofSeconds(10);
        }

        @Override
        public boolean renew() {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("throttled");
            }
            return ++renewals < limit;
        }
    }

    private Settlement processHeld(DeliveryLease lease, TaskHandler<Order> handler) {
        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .scheduler(timer, Runnable::run, Responders.heartbeats(timer, Runnable::run))
                .handler(handler)
                .build();
        return processor.process(
                Delivery.builder(BODY).receiveCount(1).lease(lease).build());
    }

    @Test
    void renewsTheDeliverysLeaseUntilItIsSettled() {
        CountedLease lease = new CountedLease();

        Settlement settlement = processHeld(lease, (order, task) -> {
            timer.advance(Duration.ofSeconds(35));
            return "done";
        });
        timer.advance(Duration.ofDays(1));

        assertThat(settlement.isAcknowledged()).isTrue();
        assertThat(lease.renewals).isEqualTo(3);
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void notifiesTheLeaseThatTheHandlerEndedBeforeItsAnswerIsSentAndRenewsItMeanwhile() {
        CountedLease lease = new CountedLease();
        List<String> order = new ArrayList<>();
        lease.whenWorkEnded = () -> order.add("work ended");
        sfn.onCall(() -> {
            order.add("answer");
            timer.advance(Duration.ofSeconds(10));
        });

        processHeld(lease, (payload, task) -> {
            order.add("work");
            return "done";
        });

        assertThat(order).containsExactly("work", "work ended", "answer");
        assertThat(lease.renewals).isEqualTo(1);
    }

    @Test
    void sendsTheAnswerAlthoughTheLeaseThrows() {
        CountedLease lease = new CountedLease();
        lease.whenWorkEnded = () -> {
            throw new IllegalStateException("as a transport may");
        };

        Settlement settlement = processHeld(lease, (order, task) -> "done");

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }

    @Test
    void retriesARenewalThatFailedSooner() {
        CountedLease lease = new CountedLease();
        lease.failures = 2;

        processHeld(lease, (order, task) -> {
            timer.advance(Duration.ofSeconds(16));
            return "done";
        });

        assertThat(lease.renewals).isEqualTo(1);
    }

    @Test
    void retriesARenewalThatGoesOnFailingNoMoreOftenThanItIsDue() {
        CountedLease lease = new CountedLease();
        lease.failures = 1_000;

        processHeld(lease, (order, task) -> {
            timer.advance(Duration.ofSeconds(100));
            return "done";
        });

        assertThat(1_000 - lease.failures).isBetween(10, 25);
    }

    @Test
    void warnsOnceOfALeaseThatIsNotRenewedUntilItIs() {
        CountedLease lease = new CountedLease();
        lease.failures = 3;

        String logged = LogLines.during(() -> processHeld(lease, (order, task) -> {
            timer.advance(Duration.ofSeconds(30));
            lease.failures = 3;
            timer.advance(Duration.ofSeconds(30));
            return "done";
        }));

        assertThat(logged.split("its lease was not renewed: java.lang.IllegalStateException", -1))
                .hasSize(3);
        assertThat(logged).contains("    at " + CountedLease.class.getName()).doesNotContain("throttled");
    }

    @Test
    void renewsNoLeaseBeyondItsLimit() {
        CountedLease lease = new CountedLease();
        lease.limit = 2;

        processHeld(lease, (order, task) -> {
            timer.advance(Duration.ofDays(1));
            return "done";
        });

        assertThat(lease.renewals).isEqualTo(2);
    }
}
