package dev.tasktoken.sqs;

import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Works on groups of messages: the groups in parallel, one slot each, and inside a group in order. */
final class MessageWork {
    private static final Logger LOG = LoggerFactory.getLogger(SqsWorker.class);

    /** What was received ahead for work that now takes longer goes back, perhaps to a worker with more places. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

    private final SqsQueue queue;
    private final CallbackProcessor<?> processor;
    private final Duration visibilityTimeout;
    private final Backoff redelivery;
    private final ExecutorService threads;
    private final WorkerCounters counters;
    private final Slots slots;
    private final Acknowledgements acknowledgements;
    private final Set<Group> inFlight = ConcurrentHashMap.newKeySet();

    MessageWork(SqsQueue queue, SqsWorker.Builder builder, ExecutorService threads) {
        this.queue = queue;
        this.processor = builder.processor;
        this.visibilityTimeout = builder.visibilityTimeout;
        this.redelivery = builder.redelivery;
        this.threads = threads;
        this.counters = new WorkerCounters();
        this.slots = new Slots(builder.concurrency);
        this.acknowledgements = new Acknowledgements(queue, () -> slots.busy() > 0, counters.deleted::add);
    }

    Duration visibilityTimeout() {
        return visibilityTimeout;
    }

    WorkerCounters counters() {
        return counters;
    }

    Slots slots() {
        return slots;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** Starts groups whose slots are taken. */
    void start(List<List<Message>> groups) {
        groups.forEach(messages -> {
            counters.received.add(messages.size());
            Group group = new Group(messages);
            inFlight.add(group);
            try {
                threads.execute(group);
            } catch (Throwable refusal) { // no memory for a further thread
                LOG.warn("No thread takes {} messages of {}", messages.size(), queue.name());
                group.end(redelivery.after(1));
            }
        });
    }

    /** Gives back what is in flight, whether its handlers have ended or not. */
    void abandon() {
        inFlight.forEach(Group::abandon);
    }

    /** Messages that are worked on one after the other, until one must come again. */
    private final class Group implements Runnable {
        private final List<Message> messages;
        private final VisibilityLease lease;

        Group(List<Message> messages) {
            this.messages = messages;
            this.lease = new VisibilityLease(queue, visibilityTimeout, messages, System::nanoTime);
        }

        @Override
        public void run() {
            Duration hiddenFor = Duration.ZERO;
            try {
                hiddenFor = workInTurn();
            } catch (InterruptedException e) { // by a stop, which wants it given back
                LOG.debug("Work on {} does not begin any more", queue.name());
            } finally {
                end(slots.isClosed() ? Duration.ZERO : hiddenFor);
            }
        }

        /** Works when there is a place; returns how long to hide what is left, which is not at all if there is none. */
        private Duration workInTurn() throws InterruptedException {
            if (!slots.begin(LONGEST_TURN)) {
                return Duration.ZERO;
            }
            long begun = System.nanoTime();
            try {
                return work();
            } finally {
                slots.end(Duration.ofNanos(System.nanoTime() - begun));
            }
        }

        private Duration work() {
            for (Message message : messages) {
                if (slots.isClosed() || !lease.stillHolds(message)) {
                    break;
                }
                if (!process(message).isSettled()) {
                    return redelivery.after(ReceivedMessage.receiveCount(message));
                }
                lease.settled(message);
                acknowledgements.delete(message);
            }
            return Duration.ZERO;
        }

        void end(Duration hiddenFor) {
            acknowledgements.giveBack(lease.release(), hiddenFor);
            if (inFlight.remove(this)) {
                slots.release();
                acknowledgements.idle();
            }
        }

        void abandon() {
            acknowledgements.giveBack(lease.release(), Duration.ZERO);
        }

        private Settlement process(Message message) {
            Settlement settlement;
            try {
                settlement = SqsMessages.process(message, processor, lease);
            } catch (Throwable thrown) {
                counters.virtualMachineErrors.increment();
                LOG.error(
                        "The work on message {} of {} died of {}; it comes again",
                        message.messageId(),
                        queue.name(),
                        thrown.getClass().getName());
                settlement = new Settlement.Again(thrown);
            } finally {
                Thread.interrupted(); // a handler's, or a stop's that is told by the slots, too
            }
            counters.count(settlement);
            return settlement;
        }
    }
}
