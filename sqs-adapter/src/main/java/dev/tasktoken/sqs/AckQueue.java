package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Queues messages to be deleted or released, and forms batches of them.
 *
 * <p>A batch is ready when it is full, when it waited long enough, or when no message in flight could be added. On a
 * FIFO queue it is ready at once: SQS delivers the next message of a group only after the previous one was deleted.
 * Thread-safe.
 */
final class AckQueue {
    private static final Duration LINGER = Duration.ofMillis(100);

    /** Messages may be large, so the worker receives no more while this many wait to be deleted or released. */
    private static final int MAX_WAITING = 200;

    private final Duration linger;
    private final BooleanSupplier moreMayCome;
    private final Deque<Ack> waiting = new ArrayDeque<>();
    private int sending;
    private boolean closed;
    private boolean drained;

    /**
     * A message to be deleted, or to be released after a time.
     *
     * @param message the message
     * @param hiddenFor how long it stays hidden; null to delete it
     * @param tries how many attempts failed
     */
    record Ack(Message message, @Nullable Duration hiddenFor, int tries) {
        Ack afterFailure() {
            return new Ack(message, hiddenFor, tries + 1);
        }

        private boolean canShareCallWith(Ack other) {
            return Objects.equals(hiddenFor, other.hiddenFor);
        }
    }

    AckQueue(boolean isFifo, BooleanSupplier moreMayCome) {
        this.linger = isFifo ? Duration.ZERO : LINGER;
        this.moreMayCome = moreMayCome;
    }

    /** Adds an acknowledgement. Returns false if the queue was closed and is drained. */
    synchronized boolean add(Ack ack) {
        if (drained) {
            return false;
        }
        waiting.add(ack);
        if (waiting.size() == 1 || waiting.size() >= SqsQueue.LARGEST_BATCH) {
            notifyAll();
        }
        return true;
    }

    /** Waits until there is room for further acknowledgements, or until this is closed. */
    synchronized void awaitRoom() throws InterruptedException {
        while (waiting.size() >= MAX_WAITING && !closed) {
            wait();
        }
    }

    /** Releases the waiting batch at once if no message is in flight that could be added. */
    void wakeIfIdle() {
        if (!moreMayCome.getAsBoolean()) {
            wake();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Waits for a batch. Returns an empty list once this is closed and drained. */
    synchronized List<Ack> take() throws InterruptedException {
        List<Ack> batch = List.of();
        while (batch.isEmpty() && !drained) {
            awaitBatch();
            batch = removeBatch();
            drained = batch.isEmpty() && closed && sending == 0;
        }
        sending += batch.isEmpty() ? 0 : 1;
        notifyAll();
        return batch;
    }

    /** Ends a batch: it was sent, or its failed messages were put back. */
    synchronized void endBatch() {
        sending--;
        notifyAll();
    }

    /** Closes the queue and waits, at most until the deadline, until everything was sent. Returns whether it was. */
    synchronized boolean close(Deadline end) throws InterruptedException {
        closed = true;
        notifyAll();
        while (!drained && !end.isOver()) {
            wait(end.millisLeft());
        }
        return drained;
    }

    /** Waits for a first message, and a little longer for others to fill the batch. */
    private void awaitBatch() throws InterruptedException {
        while (waiting.isEmpty() && !(closed && sending == 0)) {
            wait();
        }
        Deadline full = Deadline.in(linger);
        while (!closed && waiting.size() < SqsQueue.LARGEST_BATCH && moreMayCome.getAsBoolean() && !full.isOver()) {
            wait(full.millisLeft());
        }
    }

    /** Removes the messages that one call can send. Returns none if another thread took them. */
    private List<Ack> removeBatch() {
        List<Ack> batch = new ArrayList<>();
        for (Iterator<Ack> acks = waiting.iterator(); acks.hasNext() && batch.size() < SqsQueue.LARGEST_BATCH; ) {
            Ack ack = acks.next();
            if (batch.isEmpty() || ack.canShareCallWith(batch.get(0))) {
                batch.add(ack);
                acks.remove();
            }
        }
        return batch;
    }
}
