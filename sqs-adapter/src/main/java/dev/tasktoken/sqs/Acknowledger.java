package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Deletes the messages that are settled and releases those that are redelivered, in batches, on threads that nobody
 * interrupts: as many as a busy worker has polls, so that neither is faster than the other.
 *
 * <p>A batch goes out when it is full, when it waited long enough, or at once when nothing is in flight that could fill
 * it. On a FIFO queue it goes out at once, because the next message of the group is not received before.
 */
final class Acknowledger implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final int MOST_TRIES = 6;

    /** Messages may be large, so no more are received while so many wait to be deleted or released. */
    private static final int ENOUGH = 200;

    private final SqsQueue queue;
    private final BooleanSupplier moreMayCome;
    private final IntConsumer deleted;
    private final Duration linger;
    private final Deque<Ack> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean closed;
    private boolean finished;
    private boolean allDone = true;

    /** A message to be deleted, or, with a time, to be seen again after it. */
    private record Ack(Message message, @Nullable Duration hiddenFor, int tries) {
        boolean goesWith(Ack other) {
            return Objects.equals(hiddenFor, other.hiddenFor);
        }

        Ack triedAgain() {
            return new Ack(message, hiddenFor, tries + 1);
        }
    }

    Acknowledger(SqsQueue queue, BooleanSupplier moreMayCome, IntConsumer deleted) {
        this.queue = queue;
        this.moreMayCome = moreMayCome;
        this.deleted = deleted;
        this.linger = queue.isFifo() ? Duration.ZERO : LINGER;
    }

    synchronized void delete(Message message) {
        add(new Ack(message, null, 0));
    }

    /** Lets a message be received again after so long. */
    synchronized void release(Message message, Duration hiddenFor) {
        add(new Ack(message, hiddenFor, 0));
    }

    /** Waits until there is room for what may come of further messages, or until this is closed. */
    synchronized void awaitRoom() throws InterruptedException {
        while (waiting.size() >= ENOUGH && !closed) {
            wait();
        }
    }

    private void add(Ack ack) {
        if (finished) {
            LOG.debug(
                    "Message {} of {} settled after the worker stopped",
                    ack.message().messageId(),
                    queue.name());
        } else {
            waiting.add(ack);
            if (waiting.size() == 1 || waiting.size() >= SqsQueue.LARGEST_BATCH) {
                notifyAll();
            }
        }
    }

    /** Sends what waits, if nothing is in flight that it could wait for. */
    void wakeIfIdle() {
        if (!moreMayCome.getAsBoolean()) {
            wake();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Sends what waits, lets the thread end, waits for that until then, and returns whether all was done. */
    synchronized boolean close(Deadline end) throws InterruptedException {
        closed = true;
        notifyAll();
        while (!finished && !end.isOver()) {
            wait(end.millisLeft());
        }
        return finished && allDone;
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            try {
                more = sendNext();
            } catch (InterruptedException e) { // not how a worker is stopped
                LOG.debug("An interrupt does not end the acknowledgements of {}; stop the worker", queue.name());
            } catch (Throwable thrown) { // out of memory: its messages are redelivered
                noteLoss();
            }
        }
    }

    private boolean sendNext() throws InterruptedException {
        List<Ack> batch = next();
        if (batch.isEmpty()) {
            return false;
        }
        try {
            send(batch);
        } catch (InterruptedException e) { // in the pause after a refusal, which is over then
            throw e;
        } catch (Throwable thrown) { // whatever a client, its interceptors or a full memory throw
            failed(batch, thrown);
        } finally {
            ended();
        }
        return true;
    }

    /** Waits for a batch; empty once closed and done. */
    private synchronized List<Ack> next() throws InterruptedException {
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

    private synchronized void ended() {
        underWay--;
        notifyAll();
    }

    private void send(List<Ack> batch) throws InterruptedException {
        List<Message> messages = batch.stream().map(Ack::message).toList();
        Duration hiddenFor = batch.get(0).hiddenFor();
        List<SqsQueue.Refusal> refusals = hiddenFor == null ? queue.delete(messages) : queue.hide(messages, hiddenFor);
        if (hiddenFor == null) {
            deleted.accept(messages.size() - refusals.size());
        }
        List<Ack> refused = new ArrayList<>();
        for (SqsQueue.Refusal refusal : refusals) {
            Ack ack = of(batch, refusal);
            if (refusal.isFinal()) {
                giveUp(ack, refusal.code());
            } else {
                refused.add(ack);
            }
        }
        if (!refused.isEmpty()) {
            again(refused, refusals.get(0).code());
        }
    }

    /** Without the permission nothing is tried again here, or what waits would grow as long as it is missing. */
    private void failed(List<Ack> batch, Throwable thrown) throws InterruptedException {
        String why = SqsErrors.describe(thrown);
        if (SqsErrors.isDenied(thrown)) {
            batch.forEach(ack -> giveUp(ack, why));
        } else {
            again(batch, why);
        }
    }

    private static Ack of(List<Ack> batch, SqsQueue.Refusal refusal) {
        return batch.stream()
                .filter(ack -> ack.message().equals(refusal.message()))
                .findFirst()
                .orElseThrow();
    }

    /** Puts them at the end, and pauses, since what fails for one message fails for its neighbours. */
    private void again(List<Ack> batch, String why) throws InterruptedException {
        for (Ack ack : batch) {
            if (ack.tries() + 1 < MOST_TRIES) {
                putBack(ack.triedAgain());
            } else {
                giveUp(ack, why);
            }
        }
        pause(PAUSE.after(batch.get(0).tries() + 1));
    }

    private synchronized void putBack(Ack ack) {
        waiting.add(ack);
    }

    private synchronized void pause(Duration time) throws InterruptedException {
        Deadline end = Deadline.in(time);
        while (!end.isOver()) {
            wait(end.millisLeft());
        }
    }

    private synchronized void noteLoss() {
        allDone = false;
    }

    /** A message that is neither deleted nor released is redelivered; a settled task is then found closed. */
    private synchronized void giveUp(Ack ack, String why) {
        allDone = false;
        LOG.warn(
                "Message {} of {} could not be {}, so it is redelivered after its visibility timeout: {}",
                ack.message().messageId(),
                queue.name(),
                ack.hiddenFor() == null ? "deleted" : "released",
                why);
    }
}
