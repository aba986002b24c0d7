package dev.tasktoken.sqs;

import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.Backoff;
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
 * Deletes settled messages and releases those to be redelivered, in batches, on threads of its own. It has as many
 * threads as a busy worker has polls, so that acknowledging keeps up with receiving.
 */
final class Acknowledger implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
    private static final Backoff RETRY_DELAY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final int MAX_TRIES = 6;

    private final SqsQueue queue;
    private final IntConsumer deleted;
    private final AckQueue waiting;
    private volatile boolean allSent = true;

    Acknowledger(SqsQueue queue, BooleanSupplier moreMayCome, IntConsumer deleted) {
        this.queue = queue;
        this.deleted = deleted;
        this.waiting = new AckQueue(queue.isFifo(), moreMayCome);
    }

    void delete(Message message) {
        add(new Ack(message, null, 0));
    }

    /** Releases a message, to be redelivered after a time. */
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

    /** Waits until there is room for further acknowledgements, or until this is closed. */
    void awaitRoom() throws InterruptedException {
        waiting.awaitRoom();
    }

    /** Sends the waiting batch at once if no message is in flight that could be added. */
    void wakeIfIdle() {
        waiting.wakeIfIdle();
    }

    /**
     * Sends what is queued and ends the threads. Waits at most until the deadline; returns whether every call
     * succeeded.
     */
    boolean close(Deadline end) throws InterruptedException {
        return waiting.close(end) && allSent;
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            try {
                more = sendNext();
            } catch (InterruptedException e) { // stop() ends a worker, not an interrupt
                LOG.debug("An interrupt does not end acknowledging for {}; call stop() on the worker", queue.name());
            } catch (Throwable thrown) { // out of memory: SQS redelivers the messages
                allSent = false;
            }
        }
    }

    private boolean sendNext() throws InterruptedException {
        List<Ack> batch = waiting.take();
        if (batch.isEmpty()) {
            return false;
        }
        try {
            send(batch);
        } catch (InterruptedException e) { // in the wait before a retry; the messages were put back before it
            throw e;
        } catch (Throwable thrown) { // from the client, its interceptors, or a lack of memory
            handleFailure(batch, thrown);
        } finally {
            waiting.endBatch();
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
            Ack ack = find(batch, refusal);
            if (refusal.isFinal()) {
                giveUp(ack, refusal.code());
            } else {
                refused.add(ack);
            }
        }
        if (!refused.isEmpty()) {
            retry(refused, refusals.get(0).code());
        }
    }

    /** Does not retry without the permission: the queue would grow for as long as it is missing. */
    private void handleFailure(List<Ack> batch, Throwable thrown) throws InterruptedException {
        String why = AwsRefusal.describe(thrown);
        if (AwsRefusal.isDenied(thrown)) {
            batch.forEach(ack -> giveUp(ack, why));
        } else {
            retry(batch, why);
        }
    }

    private static Ack find(List<Ack> batch, SqsQueue.Refusal refusal) {
        return batch.stream()
                .filter(ack -> ack.message().equals(refusal.message()))
                .findFirst()
                .orElseThrow();
    }

    /** Puts the messages back and waits: a call that failed for one batch usually fails for the next. */
    private void retry(List<Ack> batch, String why) throws InterruptedException {
        for (Ack ack : batch) {
            if (ack.tries() + 1 >= MAX_TRIES || !waiting.add(ack.afterFailure())) {
                giveUp(ack, why);
            }
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_DELAY.after(batch.get(0).tries() + 1).toMillis());
    }

    /**
     * SQS redelivers a message that was neither deleted nor released. If its task was answered, it is found closed
     * then.
     */
    private void giveUp(Ack ack, String why) {
        allSent = false;
        LOG.warn(
                "Message {} of {} could not be {}; SQS redelivers it after its visibility timeout: {}",
                ack.message().messageId(),
                queue.name(),
                ack.hiddenFor() == null ? "deleted" : "released",
                why);
    }
}
