package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.sqs.AckQueue.Ack;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AckQueueTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Deadline NOW = Deadline.in(Duration.ZERO);

    private final AckQueue queue = new AckQueue(false, () -> false);

    @Test
    void sendsTenMessagesWithOneCallAtMost() throws InterruptedException {
        add(11);

        assertThat(queue.take())
                .extracting(ack -> ack.message().messageId())
                .hasSize(10)
                .startsWith("m-0", "m-1");
        assertThat(queue.take()).extracting(ack -> ack.message().messageId()).containsExactly("m-10");
    }

    @Test
    void sendsWithOneCallWhatIsHiddenEquallyLong() throws InterruptedException {
        queue.add(new Ack(ScriptedSqs.message(0), null, 0));
        queue.add(new Ack(ScriptedSqs.message(1), SOON, 0));
        queue.add(new Ack(ScriptedSqs.message(2), null, 0));

        List<Ack> deleted = queue.take();
        List<Ack> hidden = queue.take();

        assertThat(deleted).extracting(ack -> ack.message().messageId()).containsExactly("m-0", "m-2");
        assertThat(hidden).extracting(ack -> ack.message().messageId()).containsExactly("m-1");
    }

    @Test
    void hasRoomUntilTwoHundredMessagesWait() throws Exception {
        add(199);
        queue.awaitRoom();
        add(1);

        FutureTask<Boolean> room = new FutureTask<>(() -> {
            queue.awaitRoom();
            return true;
        });
        boolean waited = startedAndWaits(room);
        queue.take();

        assertThat(waited).isTrue();
        assertThat(room.get()).isTrue();
    }

    @Test
    void keepsNobodyWaitingForRoomOnceClosed() throws InterruptedException {
        add(200);

        boolean drained = queue.close(NOW);
        queue.awaitRoom();

        assertThat(drained).isFalse();
    }

    /** The messages of a call that fails are put back. */
    @Test
    void isDrainedWhenTheLastCallHasEnded() throws Exception {
        add(1);
        List<Ack> sending = queue.take();
        boolean drainedBefore = queue.close(NOW);
        FutureTask<List<Ack>> next = new FutureTask<>(queue::take);
        boolean waited = startedAndWaits(next);

        boolean putBack = queue.add(sending.get(0).afterFailure());
        queue.endBatch();
        List<Ack> again = next.get();
        queue.endBatch();
        List<Ack> last = queue.take();

        assertThat(waited).isTrue();
        assertThat(drainedBefore).isFalse();
        assertThat(putBack).isTrue();
        assertThat(again).extracting(Ack::tries).containsExactly(1);
        assertThat(last).isEmpty();
        assertThat(queue.close(NOW)).isTrue();
        assertThat(queue.add(sending.get(0))).isFalse();
    }

    private void add(int count) {
        ScriptedSqs.messages(count)
                .forEach(message ->
                        assertThat(queue.add(new Ack(message, null, 0))).isTrue());
    }

    private static boolean startedAndWaits(FutureTask<?> task) {
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return !task.isDone();
    }
}
