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
 * The messages that wait to be deleted or released, in batches.
 *
 * <p>A batch is ready when it is full, when it waited long enough, or at once when nothing is in flight that could fill
 * it. On a FIFO queue it is ready at once, because the next message of the group is not received before. Thread-safe.
 */
final class AckQueue {
    private static final Duration LINGER = Duration.ofMillis(100);

    /** Messages may be large, so no more are received while so many wait to be deleted or released. */
    private static final int ENOUGH = 200;

    private final Duration linger;
    private final BooleanSupplier moreMayCome;
    private final Deque<Ack> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean closed;
    private boolean finished;

    /**
     * A message to be deleted, or, with a time, to be seen again after it.
     *
     * @param message the message
     * @param hiddenFor how long it stays hidden; null to delete it
     * @param tries how often that failed
     */
    record Ack(Message message, @Nullable Duration hiddenFor, int tries) {
        Ack triedAgain() {
            return new Ack(message, hiddenFor, tries + 1);
        }

        private boolean goesWith(Ack other) {
            return Objects.equals(hiddenFor, other.hiddenFor);
        }
    }

    AckQueue(boolean isFifo, BooleanSupplier moreMayCome) {
        this.linger = isFifo ? Duration.ZERO : LINGER;
        this.moreMayCome = moreMayCome;
    }

    /** Adds what is to be sent; false once nothing is sent any more. */
    synchronized boolean add(Ack ack) {
        if (finished) {
            return false;
        }
        waiting.add(ack);
        if (waiting.size() == 1 || waiting.size() >= SqsQueue.LARGEST_BATCH) {
            notifyAll();
        }
        return true;
    }

    /** Waits until there is room for what may come of further messages, or until this is closed. */
    synchronized void awaitRoom() throws InterruptedException {
        while (waiting.size() >= ENOUGH && !closed) {
            wait();
        }
    }

    /** Hands out what waits, if nothing is in flight that it could wait for. */
    void wakeIfIdle() {
        if (!moreMayCome.getAsBoolean()) {
            wake();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Waits for a batch; empty once this is closed and all was sent. */
    synchronized List<Ack> next() throws InterruptedException {
        List<Ack> batch = List.of();
        while (batch.isEmpty() && !finished) {
            awaitCompany();
            batch = batch();
            finished = batch.isEmpty() && closed && underWay == 0;
        }
        underWay += batch.isEmpty() ? 0 : 1;
        notifyAll();
        return batch;
    }

    /** Says that a batch was sent, or what failed of it was added anew. */
    synchronized void sent() {
        underWay--;
        notifyAll();
    }

    /** Waits until then for what waits to be sent; returns whether it was. */
    synchronized boolean close(Deadline end) throws InterruptedException {
        closed = true;
        notifyAll();
        while (!finished && !end.isOver()) {
            wait(end.millisLeft());
        }
        return finished;
    }

    /** Waits until something waits, and a little longer for what could go with it. */
    private void awaitCompany() throws InterruptedException {
        while (waiting.isEmpty() && !(closed && underWay == 0)) {
            wait();
        }
        Deadline full = Deadline.in(linger);
        while (!closed && waiting.size() < SqsQueue.LARGEST_BATCH && moreMayCome.getAsBoolean() && !full.isOver()) {
            wait(full.millisLeft());
        }
    }

    /** What goes in one call; empty if another thread was quicker. */
    private List<Ack> batch() {
        List<Ack> batch = new ArrayList<>();
        for (Iterator<Ack> acks = waiting.iterator(); acks.hasNext() && batch.size() < SqsQueue.LARGEST_BATCH; ) {
            Ack ack = acks.next();
            if (batch.isEmpty() || ack.goesWith(batch.get(0))) {
                batch.add(ack);
                acks.remove();
            }
        }
        return batch;
    }
}
