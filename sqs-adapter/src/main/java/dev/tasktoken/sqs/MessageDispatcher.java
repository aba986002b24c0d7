package dev.tasktoken.sqs;

import dev.tasktoken.delivery.DeliveryLease;
import dev.tasktoken.processor.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Runs each received message on a thread, then has it deleted or released. */
final class MessageDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);

    private final SqsQueue queue;
    private final WorkerSettings settings;
    private final WorkerPermits permits;
    private final ExecutorService threads;
    private final WorkerCounters counters = new WorkerCounters();
    private final Acknowledger acknowledger;
    private final Set<InFlight> inFlight = ConcurrentHashMap.newKeySet();

    MessageDispatcher(SqsQueue queue, WorkerSettings settings, WorkerPermits permits, ExecutorService threads) {
        this.queue = queue;
        this.settings = settings;
        this.permits = permits;
        this.threads = threads;
        this.acknowledger = new Acknowledger(queue, () -> permits.inFlight() > 0, counters.deleted::add);
    }

    WorkerCounters counters() {
        return counters;
    }

    Acknowledger acknowledger() {
        return acknowledger;
    }

    /** Waits while too many messages are queued to be deleted or released. */
    void awaitRoom() throws InterruptedException {
        acknowledger.awaitRoom();
    }

    /** Starts processing messages whose permits are taken. */
    void start(List<Message> messages) {
        counters.received.add(messages.size());
        for (Message message : messages) {
            InFlight dispatched = new InFlight(message);
            inFlight.add(dispatched);
            try {
                threads.execute(dispatched);
            } catch (Throwable refusal) { // no memory for another thread
                LOG.warn(
                        "No thread could be started for message {} of {}; it is released",
                        message.messageId(),
                        queue.name());
                dispatched.end(settings.redelivery().after(1));
            }
        }
    }

    /** Releases every message in flight, whether its handler has ended or not. */
    void abandon() {
        inFlight.forEach(message -> message.release(Duration.ZERO));
    }

    /** A message in flight. The processor renews its visibility timeout until its answer was sent. */
    private final class InFlight implements Runnable, DeliveryLease {
        private final Message message;
        private final VisibilityLease lease;
        private final AtomicBoolean holdsHandler = new AtomicBoolean(true);

        InFlight(Message message) {
            this.message = message;
            this.lease = new VisibilityLease(queue, settings.visibilityTimeout(), message, System::nanoTime);
        }

        @Override
        public Duration renewEvery() {
            return lease.renewEvery();
        }

        @Override
        public boolean renew() {
            return lease.renew();
        }

        @Override
        public void handlerEnded() {
            if (holdsHandler.compareAndSet(true, false)) {
                permits.freeHandler();
            }
        }

        @Override
        public void run() {
            Duration hiddenFor = Duration.ZERO;
            try {
                if (!permits.isClosed()) {
                    hiddenFor = processAndAcknowledge();
                }
            } finally {
                end(permits.isClosed() ? Duration.ZERO : hiddenFor);
            }
        }

        /** Deletes the message if it is settled. Otherwise returns how long it is to stay hidden. */
        private Duration processAndAcknowledge() {
            if (process().isAcknowledged()) {
                lease.release();
                acknowledger.delete(message);
                return Duration.ZERO;
            }
            return settings.redelivery().after(SqsDeliveries.receiveCount(message));
        }

        private void end(Duration hiddenFor) {
            release(hiddenFor);
            inFlight.remove(this);
            handlerEnded();
            permits.endMessage();
            acknowledger.wakeIfIdle();
        }

        private void release(Duration hiddenFor) {
            if (lease.release()) {
                acknowledger.release(message, hiddenFor);
            }
        }

        private Settlement process() {
            Settlement settlement;
            try {
                settlement = SqsMessages.process(message, settings.processor(), this);
            } catch (Throwable thrown) {
                counters.virtualMachineErrors.increment();
                LOG.error(
                        "The handler of message {} of {} ended with {}; the message is redelivered",
                        message.messageId(),
                        queue.name(),
                        thrown.getClass().getName());
                settlement = new Settlement.Redeliver(thrown);
            } finally {
                Thread.interrupted(); // set by a handler, or by a stop, which also closes the permits
            }
            counters.count(settlement);
            return settlement;
        }
    }
}
