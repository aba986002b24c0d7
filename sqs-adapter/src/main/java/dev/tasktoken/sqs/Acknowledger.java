package dev.tasktoken.sqs;

import dev.tasktoken.sqs.AckQueue.Ack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Deletes the messages that are settled and releases those that are redelivered, in batches, on threads that nobody
 * interrupts: as many as a busy worker has polls, so that neither is faster than the other.
 */
final class Acknowledger implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final int MOST_TRIES = 6;

    private final SqsQueue queue;
    private final IntConsumer deleted;
    private final AckQueue waiting;
    private volatile boolean allDone = true;

    Acknowledger(SqsQueue queue, BooleanSupplier moreMayCome, IntConsumer deleted) {
        this.queue = queue;
        this.deleted = deleted;
        this.waiting = new AckQueue(queue.isFifo(), moreMayCome);
    }

    void delete(Message message) {
        add(new Ack(message, null, 0));
    }

    /** Lets a message be received again after so long. */
    void release(Message message, Duration hiddenFor) {
        add(new Ack(message, hiddenFor, 0));
    }

    private void add(Ack ack) {
        if (!waiting.add(ack)) {
            LOG.debug(
                    "Message {} of {} settled after the worker stopped",
                    ack.message().messageId(),
                    queue.name());
        }
    }

    /** Waits until there is room for what may come of further messages, or until this is closed. */
    void awaitRoom() throws InterruptedException {
        waiting.awaitRoom();
    }

    /** Sends what waits, if nothing is in flight that it could wait for. */
    void wakeIfIdle() {
        waiting.wakeIfIdle();
    }

    /** Sends what waits, lets the threads end, waits for that until then, and returns whether all was done. */
    boolean close(Deadline end) throws InterruptedException {
        return waiting.close(end) && allDone;
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
                allDone = false;
            }
        }
    }

    private boolean sendNext() throws InterruptedException {
        List<Ack> batch = waiting.next();
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
            waiting.sent();
        }
        return true;
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
            if (ack.tries() + 1 >= MOST_TRIES || !waiting.add(ack.triedAgain())) {
                giveUp(ack, why);
            }
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.after(batch.get(0).tries() + 1).toMillis());
    }

    /** A message that is neither deleted nor released is redelivered; a settled task is then found closed. */
    private void giveUp(Ack ack, String why) {
        allDone = false;
        LOG.warn(
                "Message {} of {} could not be {}, so it is redelivered after its visibility timeout: {}",
                ack.message().messageId(),
                queue.name(),
                ack.hiddenFor() == null ? "deleted" : "released",
                why);
    }
}
