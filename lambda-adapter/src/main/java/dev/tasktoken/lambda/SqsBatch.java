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

/** Processes the records of one event, and collects those that must be redelivered. Used once. */
final class SqsBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SqsBatch.class);

    private final Function<SqsRecord, Settlement> process;
    private final List<Entry> entries = new ArrayList<>();
    private final List<MessageGroup> groups = new ArrayList<>();
    private final LeftInterrupt interrupt = new LeftInterrupt();
    private volatile boolean stopped;

    /** A record and its position in its group. */
    private record Entry(SqsRecord record, MessageGroup group, int place) {
        boolean failed() {
            return group.failedAt(place);
        }
    }

    /** A message group of a FIFO queue. */
    private record GroupKey(String queue, @Nullable String id) {}

    SqsBatch(List<SqsRecord> records, Function<SqsRecord, Settlement> process) {
        this.process = process;
        Map<GroupKey, MessageGroup> fifo = new LinkedHashMap<>();
        for (SqsRecord record : records) {
            GroupKey key = groupKey(record);
            MessageGroup group = key == null ? newGroup() : fifo.computeIfAbsent(key, k -> newGroup());
            entries.add(new Entry(record, group, group.add(record)));
        }
    }

    /**
     * Processes the records in order. Returns the ids of the messages that must be redelivered, in the order of the
     * records.
     */
    List<String> processInOrder() {
        interrupt.setAside();
        finish();
        interrupt.restore();
        return failedIds();
    }

    /** Processes the groups in parallel. Returns the same ids. */
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
            refused += tryOffer(group, executor) ? 0 : 1;
        }
        if (refused > 0) {
            LOG.warn(
                    "The executor rejected {} of {} groups; the calling thread processes them", refused, groups.size());
        }
    }

    private MessageGroup newGroup() {
        MessageGroup group = new MessageGroup();
        groups.add(group);
        return group;
    }

    /** Returns the group of a FIFO queue's message; null on a standard queue, where group ids do not imply an order. */
    private static @Nullable GroupKey groupKey(SqsRecord record) {
        String queue = record.queue();
        if (queue == null || !queue.endsWith(".fifo")) {
            return null;
        }
        Map<String, String> attributes = record.systemAttributes();
        return new GroupKey(queue, attributes == null ? null : attributes.get("MessageGroupId"));
    }

    private boolean tryOffer(MessageGroup group, Executor executor) {
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

    /** A stack overflow is not fatal: the stack is free where the error is caught. */
    private static boolean isFatal(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    private void run(MessageGroup group) {
        group.run(this::settle);
    }

    private boolean settle(SqsRecord record) {
        if (stopped || Thread.currentThread().isInterrupted()) {
            return false;
        }
        try {
            boolean settled = process.apply(record).isAcknowledged();
            if (settled) {
                interrupt.setAside();
            }
            return settled;
        } catch (Throwable thrown) {
            stopped |= isFatal(thrown);
            rethrowFatal(thrown);
            LOG.warn(
                    "A record could not be read and is redelivered: {}",
                    thrown.getClass().getName());
            return false;
        }
    }

    /** Processes the groups that no other thread has taken, and waits for the others. */
    private void finish() {
        groups.forEach(this::run);
        awaitAll();
        groups.forEach(MessageGroup::rethrow);
    }

    /** Keeps waiting if interrupted, because other threads still run handlers. They start no further message then. */
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

    private static String idOf(SqsRecord record) {
        String id = record.messageId();
        if (id == null || id.isBlank()) {
            throw new IllegalStateException(
                    "A record without a message id must be redelivered, so the whole batch is redelivered");
        }
        return id;
    }
}
