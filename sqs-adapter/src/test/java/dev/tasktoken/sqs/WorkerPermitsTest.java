package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerPermitsTest {
    private static final int HANDLERS = 3;

    private final WorkerPermits permits =
            new WorkerPermits(HANDLERS, PollTuning.of(new SqsQueue(new ScriptedSqs(), ScriptedSqs.URL), HANDLERS));

    @Test
    void reservesWhatIsFree() throws InterruptedException {
        int all = permits.reserve();
        permits.take(1, all);
        int others = permits.reserve();

        assertThat(all).isEqualTo(3);
        assertThat(others).isEqualTo(2);
        assertThat(permits.inFlight()).isEqualTo(1);
    }

    @Test
    void reservesNothingWhileEveryHandlerRuns() throws Exception {
        permits.take(3, permits.reserve());
        FutureTask<Integer> reserving = new FutureTask<>(permits::reserve);

        boolean waited = startedAndWaits(reserving);
        permits.freeHandler();

        assertThat(waited).isTrue();
        assertThat(reserving.get()).isEqualTo(1);
    }

    @Test
    void gathersHandlersThatBecomeFreeTogether() throws Exception {
        permits.take(3, permits.reserve());
        FutureTask<Integer> reserving = new FutureTask<>(permits::reserve);
        startedAndWaits(reserving);

        synchronized (permits) {
            permits.freeHandler();
            permits.freeHandler();
            permits.freeHandler();
        }

        assertThat(reserving.get()).isEqualTo(3);
    }

    @Test
    void reservesNothingWhileTwiceAsManyMessagesAsHandlersAreInFlight() throws Exception {
        for (int i = 0; i < 2; i++) {
            permits.take(3, permits.reserve());
            for (int handler = 0; handler < 3; handler++) {
                permits.freeHandler();
            }
        }
        FutureTask<Integer> reserving = new FutureTask<>(permits::reserve);

        boolean waited = startedAndWaits(reserving);
        permits.endMessage();

        assertThat(permits.inFlight()).isEqualTo(5);
        assertThat(waited).isTrue();
        assertThat(reserving.get()).isEqualTo(1);
    }

    @Test
    void reservesAndTakesNothingOnceClosed() throws Exception {
        int reserved = permits.reserve();
        FutureTask<Integer> reserving = new FutureTask<>(permits::reserve);
        boolean waited = startedAndWaits(reserving);

        permits.close();
        boolean taken = permits.take(2, reserved);

        assertThat(waited).isTrue();
        assertThat(reserving.get()).isZero();
        assertThat(taken).isFalse();
        assertThat(permits.inFlight()).isZero();
        assertThat(permits.awaitIdle(Deadline.in(Duration.ZERO))).isTrue();
    }

    /** Whether it waits and does not end at once. */
    private static boolean startedAndWaits(FutureTask<Integer> reserving) {
        Thread thread = new Thread(reserving, "reserving");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !reserving.isDone()) {
            Thread.onSpinWait();
        }
        return !reserving.isDone();
    }
}
