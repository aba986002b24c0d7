package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.ArrayList;
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
    private final List<Message> late = new ArrayList<>();
    private int polling;

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
        begin();
        List<Message> messages = List.of();
        Throwable failure = null;
        try {
            messages = queue.receive(reserved, settings.waitTime(), settings.visibilityTimeout());
            health.succeeded();
        } catch (Throwable thrown) { // whatever a client, its interceptors or a full memory throw: polling goes on
            Thread.interrupted();
            failure = thrown;
        }
        permits.polled(messages.size(), reserved);
        boolean open = permits.take(messages.size(), reserved);
        if (open) {
            dispatcher.start(messages);
        }
        end(open ? List.of() : messages).forEach(this::release);
        if (open && failure != null) {
            permits.pause(health.failed(failure));
        }
    }

    private synchronized void begin() {
        polling++;
    }

    /**
     * Ends a poll and keeps what it still received after the stop. It is released when the last poll has ended; else
     * the others would receive it in turn, and each receive counts.
     */
    private synchronized List<Message> end(List<Message> tooLate) {
        polling--;
        late.addAll(tooLate);
        List<Message> released = polling == 0 ? List.copyOf(late) : List.of();
        late.removeAll(released);
        return released;
    }

    /** Its acknowledgements may have ended by now. */
    private void release(Message message) {
        try {
            queue.hide(List.of(message), Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.debug(
                    "Message {} of {} is redelivered after its visibility timeout: {}",
                    message.messageId(),
                    queue.name(),
                    SqsErrors.describe(e));
        }
    }
}
