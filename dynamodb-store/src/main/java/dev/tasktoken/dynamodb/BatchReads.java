package dev.tasktoken.dynamodb;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.internal.Backoff;
import dev.tasktoken.internal.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads several items at once. DynamoDB leaves keys unprocessed beyond 16 MB of items and when it throttles; they are
 * asked for again after a wait that doubles.
 */
final class BatchReads {
    private static final int TRIES = 8;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    private final TableCalls calls;
    private final Sleeper sleeper;

    BatchReads(TableCalls calls, Sleeper sleeper) {
        this.calls = calls;
        this.sleeper = sleeper;
    }

    List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> left = Map.of(
                calls.table(),
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        for (int tries = 1; !left.isEmpty(); tries++) {
            Map<String, KeysAndAttributes> asked = left;
            BatchGetItemResponse response = calls.call(
                    Operation.BATCH_GET_ITEM, client -> client.batchGetItem(batch -> batch.requestItems(asked)));
            items.addAll(response.responses().getOrDefault(calls.table(), List.of()));
            left = response.unprocessedKeys();
            if (!left.isEmpty()) {
                pause(tries);
            }
        }
        return items;
    }

    private void pause(int tries) {
        if (tries == TRIES) {
            throw new StoreUnavailableException(
                    Operation.BATCH_GET_ITEM + " of the table " + calls.table() + ": keys are still unprocessed after "
                            + TRIES + " tries; the table is throttled",
                    null);
        }
        if (!sleeper.sleepUnlessInterrupted(BACKOFF.after(tries))) {
            throw calls.exception(AbortedException.create("Interrupted before a retry"), Operation.BATCH_GET_ITEM, "");
        }
    }
}
