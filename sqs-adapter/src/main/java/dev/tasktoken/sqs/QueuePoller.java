package dev.tasktoken.sqs;

import dev.tasktoken.internal.AwsRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Receives as many messages as handlers are free, and hands them to the dispatcher, until the permits are closed. */
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

    /** Polls on one of several threads. It pauses while no more than {@code others} polls are needed. */
    void run(int others) {
        while (!permits.isClosed()) {
            try {
                permits.awaitPollNeeded(others);
                dispatcher.awaitRoom();
                int reserved = permits.reserve();
                if (reserved > 0) {
                    poll(reserved);
                }
            } catch (InterruptedException e) { // stop() ends a worker, not an interrupt
                LOG.debug("An interrupt does not end polling of {}; call stop() on the worker", queue.name());
            } catch (Throwable thrown) { // out of memory while a failure was recorded
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
            health.recordSuccess();
        } catch (Throwable thrown) { // from the client, its interceptors, or a lack of memory: polling goes on
            Thread.interrupted();
            failure = thrown;
        }
        permits.recordPoll(messages.size(), reserved);
        boolean open = permits.take(messages.size(), reserved);
        if (open) {
            dispatcher.start(messages);
        }
        end(open ? List.of() : messages).forEach(this::release);
        if (open && failure != null) {
            permits.pause(health.recordFailure(failure));
        }
    }

    private synchronized void begin() {
        polling++;
    }

    /**
     * Ends a poll and keeps the messages that it received after the stop. They are released when the last poll has
     * ended. Otherwise the other polls would receive them, and SQS counts each receive.
     */
    private synchronized List<Message> end(List<Message> tooLate) {
        polling--;
        late.addAll(tooLate);
        List<Message> released = polling == 0 ? List.copyOf(late) : List.of();
        late.removeAll(released);
        return released;
    }

    /** Calls SQS directly, because the acknowledger may have stopped by now. */
    private void release(Message message) {
        try {
            queue.hide(List.of(message), Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.debug(
                    "Message {} of {} could not be released; SQS redelivers it after its visibility timeout: {}",
                    message.messageId(),
                    queue.name(),
                    AwsRefusal.describe(e));
        }
    }
}
