package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.internal.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(30)
class HeartbeatsTest {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final TaskToken TOKEN = Tokens.token(1);

    private final FakeSfn sfn = new FakeSfn();
    private final ManualTimer timer = new ManualTimer();
    private final TokenResponder responder =
            TokenResponder.builder().client(sfn).sleeper(wait -> {}).build();
    private final Heartbeats heartbeats =
            Heartbeats.builder(responder, EVERY).threads(timer, Runnable::run).build();

    private static RuntimeException[] silence(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> SdkClientException.create("cut"))
                .toArray(RuntimeException[]::new);
    }

    /** Lets the first heartbeat go, and the second, whose moment is anybody's guess. */
    private void settleIn() {
        timer.advance(EVERY);
        sfn.calls.clear();
    }

    @Test
    void sendsTheFirstHeartbeatAtOnce() {
        Heartbeat heartbeat = heartbeats.start(TOKEN);

        timer.advance(Duration.ZERO);

        assertThat(sfn.calls).containsExactly("heartbeat");
        assertThat(heartbeat.status()).isEqualTo(TaskStatus.OPEN);
    }

    @Test
    void sendsTheOthersAtTheIntervalOrUpToATenthEarlier() {
        heartbeats.start(TOKEN);
        settleIn();

        timer.advance(EVERY.multipliedBy(90));

        assertThat(sfn.calls).hasSizeBetween(90, 101);
    }

    @Test
    void partsTheHeartbeatsOfTasksThatBeganTogether() {
        List<Long> moments = new ArrayList<>();
        Heartbeats watched = Heartbeats.builder(responder, EVERY)
                .threads(timer, call -> {
                    moments.add(timer.nanos());
                    call.run();
                })
                .build();
        IntStream.range(0, 1000).forEach(i -> watched.start(Tokens.token(i)));
        timer.advance(Duration.ZERO);
        moments.clear();

        timer.advance(EVERY.dividedBy(2));

        assertThat(moments).hasSizeBetween(400, 600);
        assertThat(moments.stream().distinct().count()).isGreaterThan(390);
    }

    @Test
    void sendsNoneAfterItsEnd() {
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        timer.advance(Duration.ZERO);

        heartbeat.close();
        assertThat(timer.waiting()).isZero();
        timer.advance(Duration.ofDays(1));

        assertThat(sfn.calls).hasSize(1);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void ignoresWhatAHeartbeatOnItsWayLearnsAfterTheEnd() {
        List<Runnable> onTheirWay = new ArrayList<>();
        Heartbeats slow = Heartbeats.builder(responder, EVERY)
                .threads(timer, onTheirWay::add)
                .build();
        Heartbeat[] heartbeat = new Heartbeat[1];
        Consumer<TaskStatus> nobody = status -> assertThat(status).isNull();
        sfn.says(FakeSfn.closedTask(1));
        sfn.onCall(() -> heartbeat[0].close());
        heartbeat[0] = slow.start(TOKEN);
        heartbeat[0].onChange(nobody);
        timer.advance(Duration.ZERO);

        onTheirWay.get(0).run();

        assertThat(sfn.calls).containsExactly("heartbeat");
        assertThat(heartbeat[0].isClosed()).isFalse();
    }

    @Test
    void reportsThatTheTaskIsClosedAndSendsNoMore() throws InterruptedException {
        BlockingQueue<TaskStatus> reported = new LinkedBlockingQueue<>();
        sfn.says(FakeSfn.closedTask(1));
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        heartbeat.onChange(reported::add);

        timer.advance(Duration.ofDays(1));

        assertThat(reported.take()).isEqualTo(TaskStatus.CLOSED);
        assertThat(heartbeat.isClosed()).isTrue();
        assertThat(sfn.calls).hasSize(1);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void notifiesALateListenerAtOnce() throws InterruptedException {
        BlockingQueue<TaskStatus> reported = new LinkedBlockingQueue<>();
        sfn.says(FakeSfn.closedTask(1));
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        timer.advance(Duration.ZERO);

        heartbeat.onChange(reported::add);

        assertThat(reported.take()).isEqualTo(TaskStatus.CLOSED);
    }

    @Test
    void retriesOneThatWasNotDeliveredSoonerAndNotifiesNobody() {
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        settleIn();
        sfn.says(silence(2));

        timer.advance(EVERY.plusSeconds(10));

        assertThat(sfn.calls).hasSizeGreaterThanOrEqualTo(3); // two at most if none were lost
        assertThat(heartbeat.status()).isEqualTo(TaskStatus.OPEN);
    }

    @Test
    void reportsASilenceThatLastsAsLongAsTheTimeoutAndItsEnd() throws InterruptedException {
        BlockingQueue<TaskStatus> reported = new LinkedBlockingQueue<>();
        sfn.says(silence(100));
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        heartbeat.onChange(reported::add);

        timer.advance(EVERY.multipliedBy(3).minusNanos(1));
        assertThat(heartbeat.status()).isEqualTo(TaskStatus.OPEN);
        timer.advance(Duration.ofNanos(1));
        assertThat(heartbeat.status()).isEqualTo(TaskStatus.UNKNOWN);
        timer.advance(EVERY.multipliedBy(200));

        assertThat(reported.take()).isEqualTo(TaskStatus.UNKNOWN);
        assertThat(reported.take()).isEqualTo(TaskStatus.OPEN);
        assertThat(heartbeat.isClosed()).isFalse();
    }

    @Test
    void isOpenAsLongAsHeartbeatsAreDelivered() {
        Heartbeat heartbeat = heartbeats.start(TOKEN);

        for (int i = 0; i < 10; i++) {
            timer.advance(EVERY.multipliedBy(3));
            assertThat(heartbeat.status()).isEqualTo(TaskStatus.OPEN);
        }
    }

    @Test
    void reportsASilenceHoweverLateItBegins() {
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        timer.advance(EVERY.multipliedBy(10));
        sfn.says(silence(1_000));

        timer.advance(EVERY.multipliedBy(3));

        assertThat(heartbeat.status()).isEqualTo(TaskStatus.UNKNOWN);
    }

    @Test
    void reportsASecondSilence() {
        sfn.says(silence(1_000));
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        timer.advance(EVERY.multipliedBy(3));
        sfn.forget();
        timer.advance(EVERY);
        assertThat(heartbeat.status()).isEqualTo(TaskStatus.OPEN);
        sfn.says(silence(1_000));

        timer.advance(EVERY.multipliedBy(6));

        assertThat(heartbeat.status()).isEqualTo(TaskStatus.UNKNOWN);
    }

    @Test
    void reportsASilenceEvenWhileACallHangs() {
        List<Runnable> hanging = new ArrayList<>();
        Heartbeats stuck = Heartbeats.builder(responder, EVERY)
                .threads(timer, hanging::add)
                .build();
        Heartbeat heartbeat = stuck.start(TOKEN);

        timer.advance(EVERY.multipliedBy(3));

        assertThat(heartbeat.status()).isEqualTo(TaskStatus.UNKNOWN);
    }

    @Test
    void goesOnWithoutPermissionUntilThereIsOne() {
        sfn.says(FakeSfn.error("AccessDeniedException", 400), FakeSfn.error("AccessDeniedException", 400));
        Heartbeat heartbeat = heartbeats.start(TOKEN);

        timer.advance(EVERY.multipliedBy(4));

        assertThat(heartbeat.status()).isEqualTo(TaskStatus.OPEN);
        assertThat(sfn.calls).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void logsAMissingPermissionOnceUntilAHeartbeatIsDelivered() {
        RuntimeException denied = FakeSfn.error("AccessDeniedException", 400);
        sfn.says(denied, denied, denied);
        heartbeats.start(TOKEN);

        String first = LogLines.during(() -> timer.advance(EVERY.multipliedBy(4)));
        sfn.says(denied, denied, denied);
        String second = LogLines.during(() -> timer.advance(EVERY.multipliedBy(4)));

        assertThat(first).containsOnlyOnce("Tasks will miss their heartbeats").contains("states:SendTaskHeartbeat");
        assertThat(second).containsOnlyOnce("Tasks will miss their heartbeats");
    }

    @Test
    void sendsNoMoreForATokenThatTheServiceCannotDecode() {
        sfn.says(FakeSfn.invalidToken());
        Heartbeat heartbeat = heartbeats.start(TOKEN);

        timer.advance(Duration.ofDays(1));

        assertThat(sfn.calls).hasSize(1);
        assertThat(heartbeat.status()).isEqualTo(TaskStatus.UNKNOWN);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void sendsNoneThatWaitedForItsTurnWhileTheHandlerEnded() {
        TokenResponder narrow = TokenResponder.builder()
                .client(sfn)
                .scheduler(timer)
                .callsPerSecond(1)
                .build();
        narrow.heartbeat(TOKEN);
        Heartbeat[] heartbeat = new Heartbeat[1];
        Heartbeats waiting = Heartbeats.builder(narrow, EVERY)
                .threads(timer, call -> {
                    CompletableFuture<Void> sent = CompletableFuture.runAsync(call);
                    while (timer.waiting() < 2) { // until its turn is waited for, beside the alarm
                        Thread.onSpinWait();
                    }
                    heartbeat[0].close();
                    timer.advance(Duration.ofSeconds(2));
                    sent.join();
                })
                .build();
        heartbeat[0] = waiting.start(TOKEN);

        timer.advance(Duration.ZERO);

        assertThat(sfn.calls).hasSize(1);
    }

    @Test
    void goesOnAfterAnErrorInACall() {
        sfn.onCall(() -> {
            sfn.onCall(() -> {});
            throw new NoClassDefFoundError("for a test");
        });
        heartbeats.start(TOKEN);

        timer.advance(EVERY);

        assertThat(sfn.calls).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void goesOnAfterASenderRefusedACall() {
        int[] refusals = {2};
        Heartbeats shortOfThreads = Heartbeats.builder(responder, EVERY)
                .threads(timer, call -> {
                    if (refusals[0]-- > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    call.run();
                })
                .build();
        shortOfThreads.start(TOKEN);

        timer.advance(Duration.ofSeconds(3));

        assertThat(sfn.calls).isNotEmpty(); // the one after that goes anywhere in the interval
    }

    @Test
    void reportsATaskAsClosedWhoseHandlerWasGivenUp() {
        TaskToken sealed = Tokens.token(9);
        Heartbeat heartbeat = heartbeats.start(sealed);
        sealed.revoke();

        timer.advance(EVERY);

        assertThat(heartbeat.isClosed()).isTrue();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void takesATimeoutTooLongToCount() {
        Heartbeats.builder(responder, EVERY)
                .timeout(Duration.ofSeconds(Long.MAX_VALUE))
                .build()
                .start(TOKEN)
                .close();
    }

    @Test
    void notifiesNobodyWhoListensAfterTheEnd() {
        sfn.says(FakeSfn.closedTask(1));
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        timer.advance(Duration.ZERO);
        heartbeat.close();

        heartbeat.onChange(status -> {
            throw new AssertionError("notified after the end");
        });

        assertThat(heartbeat.isClosed()).isTrue();
    }

    @Test
    void notifiesTheOtherListenersWhateverOneThrows() throws InterruptedException {
        BlockingQueue<TaskStatus> reported = new LinkedBlockingQueue<>();
        sfn.says(FakeSfn.closedTask(1));
        Heartbeat heartbeat = heartbeats.start(TOKEN);
        heartbeat.onChange(status -> {
            throw new AssertionError("deaf");
        });
        heartbeat.onChange(reported::add);

        timer.advance(Duration.ZERO);

        assertThat(reported.take()).isEqualTo(TaskStatus.CLOSED);
    }

    @Test
    void sharesOneTimerThreadAndABoundedNumberOfSenders() {
        Heartbeats real = Heartbeats.builder(responder, Duration.ofHours(1))
                .maxConcurrentCalls(3)
                .build();
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        sfn.onCall(() -> threads.add(Thread.currentThread().getName()));

        List<Heartbeat> all = IntStream.range(0, 200)
                .mapToObj(i -> real.start(Tokens.token(i)))
                .toList();
        List<String> senders = new ArrayList<>();
        while (senders.size() < 200) {
            threads.drainTo(senders);
        }
        all.forEach(Heartbeat::close);

        assertThat(senders).allMatch(name -> name.startsWith("tasktoken-heartbeat-"));
        assertThat(senders.stream().distinct().count()).isLessThanOrEqualTo(3);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("tasktoken-timer"))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void checksWhatItIsBuiltWith() {
        Heartbeats.Builder builder = Heartbeats.builder(responder, EVERY);

        assertThatThrownBy(() -> Heartbeats.builder(responder, Duration.ofMillis(99)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Heartbeats.builder(responder, Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.timeout(EVERY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxConcurrentCalls(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.timeout(EVERY.plusMillis(1)).maxConcurrentCalls(1).build())
                .isNotNull();
        assertThat(Heartbeats.builder(responder, Duration.ofMillis(100)).build())
                .isNotNull();
        assertThat(Heartbeats.builder(responder, Duration.ofDays(1)).build()).isNotNull();
    }
}
