package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Receives what there are free slots for, and hands it to the work, until the slots are closed. */
final class MessagePolling {
    private static final Logger LOG = LoggerFactory.getLogger(SqsWorker.class);

    private final SqsQueue queue;
    private final Duration waitTime;
    private final MessageWork work;
    private final ReceiveHealth health;

    MessagePolling(SqsQueue queue, Duration waitTime, MessageWork work, ReceiveHealth health) {
        this.queue = queue;
        this.waitTime = waitTime;
        this.work = work;
        this.health = health;
    }

    /** One of several threads that poll; so many others go first. */
    void run(int others) {
        while (!work.slots().isClosed()) {
            try {
                work.slots().awaitBacklog(others);
                work.acknowledgements().awaitRoom();
                int reserved = work.slots().reserve(SqsQueue.LARGEST_BATCH);
                if (reserved > 0) {
                    poll(reserved);
                }
            } catch (InterruptedException e) { // not how a worker is stopped
                LOG.debug("An interrupt does not end the polling of {}; stop the worker", queue.name());
            } catch (Throwable thrown) { // out of memory while it took note of that
                work.counters().virtualMachineErrors.increment();
            }
        }
    }

    private void poll(int reserved) throws InterruptedException {
        List<Message> messages;
        List<List<Message>> groups;
        try {
            long begun = System.nanoTime();
            messages = queue.receive(reserved, waitTime, work.visibilityTimeout());
            work.slots().polled(messages.size() == reserved, Duration.ofNanos(System.nanoTime() - begun));
            groups = queue.groups(messages);
            health.succeeded();
        } catch (Throwable failure) { // whatever a client, its interceptors or a full memory throw: polling goes on
            Thread.interrupted();
            work.slots().take(0, reserved);
            work.slots().polled(false, Duration.ZERO);
            if (!work.slots().isClosed()) {
                work.slots().pause(health.failed(failure));
            }
            return;
        }
        if (work.slots().take(groups.size(), reserved)) {
            work.start(groups);
        } else {
            giveBack(messages);
        }
    }

    /** The poll was under way when the worker was stopped; its acknowledgements may have ended. */
    private void giveBack(List<Message> messages) {
        try {
            if (!messages.isEmpty()) {
                queue.hide(messages, Duration.ZERO);
            }
        } catch (RuntimeException e) {
            LOG.debug("{} messages of {} come again later: {}", messages.size(), queue.name(), SqsQueue.describe(e));
        }
    }
}
