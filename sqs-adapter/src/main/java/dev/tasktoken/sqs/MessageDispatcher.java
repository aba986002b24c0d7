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

/** Gives each received message to a thread, and what becomes of it to the acknowledger. */
final class MessageDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);

    private final SqsQueue queue;
    private final WorkerSettings settings;
    private final WorkerPermits permits;
    private final ExecutorService threads;
    private final WorkerCounters counters = new WorkerCounters();
    private final Acknowledger acknowledger;
    private final Set<Work> inFlight = ConcurrentHashMap.newKeySet();

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

    /** Waits until what was settled is not much more than can be deleted. */
    void awaitRoom() throws InterruptedException {
        acknowledger.awaitRoom();
    }

    /** Starts the work of messages whose permits are taken. */
    void start(List<Message> messages) {
        counters.received.add(messages.size());
        for (Message message : messages) {
            Work work = new Work(message);
            inFlight.add(work);
            try {
                threads.execute(work);
            } catch (Throwable refusal) { // no memory for a further thread
                LOG.warn("No thread takes message {} of {}", message.messageId(), queue.name());
                work.end(settings.redelivery().after(1));
            }
        }
    }

    /** Releases what is in flight, whether its handlers have ended or not. */
    void abandon() {
        inFlight.forEach(work -> work.release(Duration.ZERO));
    }

    /** A message at work. The processor renews its visibility until its answer was sent, too. */
    private final class Work implements Runnable, DeliveryLease {
        private final Message message;
        private final VisibilityLease lease;
        private final AtomicBoolean working = new AtomicBoolean(true);

        Work(Message message) {
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
        public void workEnded() {
            if (working.compareAndSet(true, false)) {
                permits.workEnded();
            }
        }

        @Override
        public void run() {
            Duration hiddenFor = Duration.ZERO;
            try {
                if (!permits.isClosed()) {
                    hiddenFor = work();
                }
            } finally {
                end(permits.isClosed() ? Duration.ZERO : hiddenFor);
            }
        }

        /** Returns how long the message is to stay hidden if it is not deleted. */
        private Duration work() {
            if (process().isSettled()) {
                lease.release();
                acknowledger.delete(message);
                return Duration.ZERO;
            }
            return settings.redelivery().after(SqsDeliveries.receiveCount(message));
        }

        private void end(Duration hiddenFor) {
            release(hiddenFor);
            inFlight.remove(this);
            workEnded();
            permits.settled();
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
                        "The work on message {} of {} died of {}; it is redelivered",
                        message.messageId(),
                        queue.name(),
                        thrown.getClass().getName());
                settlement = new Settlement.Again(thrown);
            } finally {
                Thread.interrupted(); // a handler's, or a stop's that the permits know of, too
            }
            counters.count(settlement);
            return settlement;
        }
    }
}
