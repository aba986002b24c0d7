package dev.tasktoken.lambda;

import dev.tasktoken.processor.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of one event, and which of them must come again. Used once. */
final class EventBatch {
    private static final Logger LOG = LoggerFactory.getLogger(EventBatch.class);

    private final Function<EventRecord, Settlement> work;
    private final List<Entry> entries = new ArrayList<>();
    private final List<MessageGroup> groups = new ArrayList<>();
    private final Thread caller = Thread.currentThread();
    private boolean callerWasInterrupted;
    private volatile boolean stopped;

    /** A record, in the order of the event. */
    private record Entry(EventRecord record, MessageGroup group, int place) {
        boolean failed() {
            return group.failedAt(place);
        }
    }

    /** A FIFO queue's group. */
    private record GroupKey(String queue, @Nullable String id) {}

    EventBatch(List<EventRecord> records, Function<EventRecord, Settlement> work) {
        this.work = work;
        Map<GroupKey, MessageGroup> fifo = new LinkedHashMap<>();
        for (EventRecord record : records) {
            GroupKey key = groupKey(record);
            MessageGroup group = key == null ? newGroup() : fifo.computeIfAbsent(key, k -> newGroup());
            entries.add(new Entry(record, group, group.add(record)));
        }
    }

    /** Returns the ids of the messages that must come again, in the order of the records. */
    List<String> processInOrder() {
        setAsideInterrupt(); // of an earlier invocation: nobody interrupts a function from outside
        finish();
        if (callerWasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return failedIds();
    }

    /** Returns the same. */
    List<String> processInParallel(Executor executor) {
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
    private static @Nullable GroupKey groupKey(EventRecord record) {
        String queue = record.queue();
        if (queue == null || !queue.endsWith(".fifo")) {
            return null;
        }
        Map<String, String> attributes = record.systemAttributes();
        return new GroupKey(queue, attributes == null ? null : attributes.get("MessageGroupId"));
    }

    private boolean offered(MessageGroup group, Executor executor) {
        try {
            executor.execute(() -> run(group));
            return true;
        } catch (Throwable refusal) {
            rethrowFatal(refusal);
            return false;
        }
    }

    private static void rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && isFatal(fatal)) {
            throw fatal;
        }
    }

    /** An overflown stack is empty again where it is caught. */
    private static boolean isFatal(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    private void run(MessageGroup group) {
        group.run(this::settles);
    }

    private boolean settles(EventRecord record) {
        if (stopped || Thread.currentThread().isInterrupted()) {
            return false;
        }
        try {
            boolean settled = work.apply(record).isSettled();
            if (settled) {
                setAsideInterrupt();
            }
            return settled;
        } catch (Throwable thrown) {
            stopped |= isFatal(thrown);
            rethrowFatal(thrown);
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

    private List<String> failedIds() {
        Set<String> ids = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.failed()) {
                ids.add(idOf(entry.record()));
            }
        }
        return List.copyOf(ids);
    }

    private static String idOf(EventRecord record) {
        String id = record.messageId();
        if (id == null || id.isBlank()) {
            throw new IllegalStateException(
                    "A record without a message id must come again, which only its whole batch can");
        }
        return id;
    }
}
