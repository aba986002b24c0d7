package dev.tasktoken.sqs;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of one event, and which of them must come again. Used once. */
final class EventBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SqsEvents.class);

    private final Function<SQSMessage, Settlement> work;
    private final List<Entry> entries = new ArrayList<>();
    private final List<MessageGroup> groups = new ArrayList<>();
    private final Thread caller = Thread.currentThread();
    private boolean callerWasInterrupted;
    private volatile boolean stopped;

    /** A record, in the order of the event. */
    private record Entry(@Nullable SQSMessage message, MessageGroup group, int place) {
        boolean failed() {
            return group.failedAt(place);
        }
    }

    /** A FIFO queue's group. */
    private record GroupKey(String queue, @Nullable String id) {}

    EventBatch(@Nullable List<SQSMessage> records, Function<SQSMessage, Settlement> work) {
        this.work = work;
        Map<GroupKey, MessageGroup> fifo = new LinkedHashMap<>();
        for (SQSMessage message : records == null ? List.<SQSMessage>of() : records) {
            GroupKey key = groupKey(message);
            MessageGroup group = key == null ? newGroup() : fifo.computeIfAbsent(key, k -> newGroup());
            entries.add(new Entry(message, group, group.add(message)));
        }
    }

    SQSBatchResponse processInOrder() {
        setAsideInterrupt(); // of an earlier invocation: nobody interrupts a function from outside
        finish();
        if (callerWasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return response();
    }

    SQSBatchResponse processInParallel(Executor executor) {
        try {
            offer(executor);
        } catch (VirtualMachineError fatal) {
            stopped = true;
            finish();
            throw fatal;
        }
        return processInOrder();
    }

    private void offer(Executor executor) {
        int refused = 0;
        for (MessageGroup group : groups) {
            refused += offered(group, executor) ? 0 : 1;
        }
        if (refused > 0) {
            LOG.warn("The executor refused {} of {}; the calling thread does them", refused, groups.size());
        }
    }

    private MessageGroup newGroup() {
        MessageGroup group = new MessageGroup();
        groups.add(group);
        return group;
    }

    /** The group of a FIFO queue's message; null on a standard queue, where group ids mean no order. */
    private static @Nullable GroupKey groupKey(@Nullable SQSMessage message) {
        String queue = message == null ? null : message.getEventSourceArn();
        if (message == null || queue == null || !queue.endsWith(".fifo")) {
            return null;
        }
        Map<String, String> attributes = message.getAttributes();
        return new GroupKey(queue, attributes == null ? null : attributes.get(ReceivedMessage.GROUP_ID));
    }

    private boolean offered(MessageGroup group, Executor executor) {
        try {
            executor.execute(() -> run(group));
            return true;
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (Throwable refusal) {
            return false;
        }
    }

    private void run(MessageGroup group) {
        group.run(this::settles);
    }

    private boolean settles(SQSMessage message) {
        if (stopped || Thread.currentThread().isInterrupted()) {
            return false;
        }
        try {
            boolean settled = work.apply(message).isSettled();
            if (settled) {
                setAsideInterrupt();
            }
            return settled;
        } catch (VirtualMachineError fatal) {
            stopped = true;
            throw fatal;
        } catch (Throwable thrown) {
            LOG.warn(
                    "A record comes again: {} broke off its reading",
                    thrown.getClass().getName());
            return false;
        }
    }

    /**
     * Work that was done and left its thread interrupted must not stop the next record's; the caller gets its flag
     * back.
     */
    private void setAsideInterrupt() {
        if (Thread.interrupted() && Thread.currentThread() == caller) {
            callerWasInterrupted = true;
        }
    }

    /** Does what no other thread does, and waits for what others do. */
    private void finish() {
        groups.forEach(this::run);
        awaitAll();
        groups.forEach(MessageGroup::rethrow);
    }

    /** Waits even if interrupted, since the other threads still work; but they start no further message. */
    private void awaitAll() {
        boolean interrupted = false;
        for (int i = 0; i < groups.size(); ) {
            try {
                groups.get(i).await();
                i++;
            } catch (InterruptedException e) {
                interrupted = true;
                stopped = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private SQSBatchResponse response() {
        List<SQSBatchResponse.BatchItemFailure> failures = entries.stream()
                .filter(Entry::failed)
                .map(entry -> idOf(entry.message()))
                .distinct()
                .map(SQSBatchResponse.BatchItemFailure::new)
                .toList();
        return new SQSBatchResponse(new ArrayList<>(failures));
    }

    private static String idOf(@Nullable SQSMessage message) {
        String id = message == null ? null : message.getMessageId();
        if (id == null || id.isBlank()) {
            throw new IllegalStateException(
                    "A record without a message id must come again, which only its whole batch can");
        }
        return id;
    }
}
