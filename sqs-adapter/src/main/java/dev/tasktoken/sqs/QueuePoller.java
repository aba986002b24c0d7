package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Receives what there are free handlers for, and hands it to the dispatcher, until the permits are closed. */
final class QueuePoller {
    private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);

    private final SqsQueue queue;
    private final WorkerSettings settings;
    private final WorkerPermits permits;
    private final MessageDispatcher dispatcher;
    private final ReceiveHealth health;

    QueuePoller(SqsQueue queue, WorkerSettings settings, WorkerPermits permits, MessageDispatcher dispatcher) {
        this.queue = queue;
        this.settings = settings;
        this.permits = permits;
        this.dispatcher = dispatcher;
        this.health = new ReceiveHealth(queue.name());
    }

    ReceiveHealth health() {
        return health;
    }

    /** One of several threads that poll; so many others go first. */
    void run(int others) {
        while (!permits.isClosed()) {
            try {
                permits.awaitWork(others);
                dispatcher.awaitRoom();
                int reserved = permits.reserve();
                if (reserved > 0) {
                    poll(reserved);
                }
            } catch (InterruptedException e) { // not how a worker is stopped
                LOG.debug("An interrupt does not end the polling of {}; stop the worker", queue.name());
            } catch (Throwable thrown) { // out of memory while it took note of that
                dispatcher.counters().virtualMachineErrors.increment();
            }
        }
    }

    private void poll(int reserved) throws InterruptedException {
        List<Message> messages;
        try {
            messages = queue.receive(reserved, settings.waitTime(), settings.visibilityTimeout());
            health.succeeded();
        } catch (Throwable failure) { // whatever a client, its interceptors or a full memory throw: polling goes on
            Thread.interrupted();
            permits.take(0, reserved);
            permits.polled(0, reserved);
            if (!permits.isClosed()) {
                permits.pause(health.failed(failure));
            }
            return;
        }
        permits.polled(messages.size(), reserved);
        if (permits.take(messages.size(), reserved)) {
            dispatcher.start(messages);
        } else {
            release(messages);
        }
    }

    /** The poll was under way when the worker was stopped; its acknowledgements may have ended. */
    private void release(List<Message> messages) {
        try {
            if (!messages.isEmpty()) {
                queue.hide(messages, Duration.ZERO);
            }
        } catch (RuntimeException e) {
            LOG.debug(
                    "{} messages of {} are redelivered after their visibility timeout: {}",
                    messages.size(),
                    queue.name(),
                    SqsErrors.describe(e));
        }
    }
}
