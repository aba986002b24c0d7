package dev.tasktoken.dynamodb;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Very many tasks that wait in a table: one is parked, and its item is copied under other ids. */
final class ManyTasks {
    /** From the oldest to the newest. */
    static final Duration SPAN = Duration.ofDays(2);

    private static final int BATCH = 25;
    private static final int THREADS = 4;

    private final LocalTable table;
    private final Instant oldest;
    private final Map<String, AttributeValue> first;

    private ManyTasks(LocalTable table, Instant oldest, Map<String, AttributeValue> first) {
        this.table = table;
        this.oldest = oldest;
        this.first = first;
    }

    /** Fills an empty table. Every task has a deadline, 30 days after it was parked. */
    static void load(LocalTable table, Instant newest, int count) throws Exception {
        Instant oldest = newest.minus(SPAN);
        PendingTasks.builder(RecordingResponder.create().responder(), table.store())
                .clock(() -> oldest)
                .build()
                .park("task-0", TaskToken.of(TestTokens.numbered(1)), info(oldest.plus(Duration.ofDays(30))));
        Map<String, AttributeValue> first = table.client()
                .getItem(get -> get.tableName(table.name()).key(RecordAttributes.key(key("task-0"))))
                .item();
        new ManyTasks(table, oldest, first).copy(count);
    }

    static PendingTaskInfo info(Instant until) {
        return PendingTaskInfo.builder()
                .summary("An order of 1,000 euros")
                .until(until)
                .build();
    }

    private void copy(int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Duration gap = SPAN.dividedBy(count);
            List<Future<?>> parts = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int from = 1 + thread * BATCH; from < count; from += THREADS * BATCH) {
                            write(IntStream.range(from, Math.min(count, from + BATCH))
                                    .mapToObj(n -> copy(n, gap.multipliedBy(n)))
                                    .toList());
                        }
                    }))
                    .toList();
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(List<WriteRequest> writes) {
        table.client().batchWriteItem(batch -> batch.requestItems(Map.of(table.name(), writes)));
    }

    private WriteRequest copy(int n, Duration later) {
        String id = "task-" + n;
        Instant at = oldest.plus(later);
        Instant until = at.plus(Duration.ofDays(30));
        TokenStore.Key key = key(id);
        Map<String, AttributeValue> item = new HashMap<>(first);
        item.putAll(RecordAttributes.key(key));
        String text = RecordAttributes.textOf(first, RecordAttributes.TEXT).replace("task-0", id);
        item.put(RecordAttributes.TEXT, RecordAttributes.text(text));
        String byTime = ListOrder.byTime(key, new ListPlace(at, Optional.of(until)));
        item.put(RecordAttributes.BY_TIME, RecordAttributes.text(byTime));
        item.put(RecordAttributes.BY_DEADLINE, RecordAttributes.text(ListOrder.byDeadline(key, until)));
        item.put(RecordAttributes.LISTED_AT, RecordAttributes.number(at.toEpochMilli()));
        item.put(RecordAttributes.LISTED_UNTIL, RecordAttributes.number(until.toEpochMilli()));
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
    }

    private static TokenStore.Key key(String id) {
        return new TokenStore.Key(Area.TOKENS, id, "parked-000001");
    }
}
