package dev.tasktoken.dynamodb;

import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Keeps pending tasks in a DynamoDB table, with one item for each record. It writes an item by a condition on that item
 * alone and never changes it. So exactly one of any number of processes creates a record, without a lock or a
 * transaction.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>each list is one partition of its index, {@link Builder#listPartitions}
 *   <li>the time is the system's, {@link Builder#clock}
 * </ul>
 *
 * <p><b>Calls.</b> {@link #create}, {@link #read} and {@link #delete} make one call each, {@link #readAll} one for all
 * keys, {@link #names} one for each megabyte of the id's records. {@link #list} makes one call for each partition; up
 * to four if many records at the head of the list have ended and are not removed yet. {@link #ids} makes one call for
 * each megabyte of keys in the index. {@link #read}, {@link #readAll} and {@link #names} are strongly consistent.
 * {@link #list} and {@link #ids} read an index, which follows the table usually within a second.
 *
 * <p><b>The result of {@link #create}.</b> Each call writes a text of its own into its item. If the response to a write
 * is lost, the SDK repeats the write, and the condition lets it meet its own item. So {@link #create} returns true
 * although the first response was lost.
 *
 * <p><b>Expiry.</b> Each item has the time from which it counts as deleted. The store compares it when it reads.
 * DynamoDB's time to live, by the attribute {@code expiresAt}, removes the item within a few days after it.
 *
 * <p><b>Size.</b> An item of DynamoDB has at most 400 KB. A text of more than 64 KiB is compressed (gzip). A text that
 * has more than 390 KiB even so is refused with {@link IllegalArgumentException}; the largest decision, an output of
 * 262,144 bytes, always fits.
 *
 * <p><b>The table.</b> {@link #tableDefinition} returns its keys and two indexes, which hold keys and times and no
 * text. The project's folder {@code dynamodb-store/deploy} has it as AWS SAM template and for Terraform, with time to
 * live, encryption by a KMS key, and least privilege. A token is enough to answer a task, so anybody who can read items
 * whose key begins with {@code tokens#} can decide. Grant that to the deciding functions only. Point-in-time recovery
 * and streams keep deleted tokens for as long as they are set to.
 *
 * <p><b>Permissions.</b> {@code dynamodb:PutItem}, {@code GetItem}, {@code BatchGetItem}, {@code DeleteItem} and
 * {@code Query} on the table, {@code dynamodb:Query} on its indexes; with a customer-managed key {@code kms:Decrypt} on
 * it.
 *
 * <p><b>Logs.</b> The loggers {@code software.amazon.awssdk.core.interceptor} and
 * {@code org.apache.hc.client5.http.wire} print whole requests at DEBUG, tokens included. Leave them at INFO.
 *
 * <p>Every method throws {@link dev.tasktoken.StoreUnavailableException} if a call fails after the client's retries and
 * timeouts, is throttled, or if the client is closed. The same exception follows an interrupt, with the interrupt flag
 * restored. Every method throws {@link dev.tasktoken.pending.StoreNotPermittedException} for a missing permission,
 * table, index or KMS key. Immutable and thread-safe; the caller closes the client.
 *
 * <pre>{@code
 * TokenStore store = DynamoDbTokenStore.of(DynamoDbClient.create(), "orders-waiting");
 * PendingTasks pending = PendingTasks.of(TokenResponder.create(), store);
 * }</pre>
 */
public final class DynamoDbTokenStore implements TokenStore {
    private static final String UNLESS_THERE = "attribute_not_exists(" + RecordAttributes.ID + ") OR "
            + RecordAttributes.NONCE + " = :nonce OR " + RecordAttributes.KEPT_UNTIL + " <= :now";

    private final TableCalls calls;
    private final InstantSource clock;
    private final int partitions;
    private final ListIndex index;
    private final BatchReads batches;

    private DynamoDbTokenStore(Builder builder) {
        this.calls = builder.calls;
        this.clock = builder.clock;
        this.partitions = builder.partitions;
        this.index = new ListIndex(calls, partitions, this::millis);
        this.batches = new BatchReads(calls, builder.sleeper);
    }

    /**
     * Returns a store with the defaults listed above.
     *
     * @param client a client of the table's Region; the caller closes it
     * @param table the table's name or ARN
     * @return the store
     * @throws IllegalArgumentException if the name is blank
     */
    public static DynamoDbTokenStore of(DynamoDbClient client, String table) {
        return builder(client, table).build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param client a client of the table's Region; the caller closes it
     * @param table the table's name or ARN
     * @return the builder
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder builder(DynamoDbClient client, String table) {
        return new Builder(client, table);
    }

    /**
     * Returns the table's keys and indexes, on-demand, for a database on your machine and for tests. It lacks what
     * another call sets: time to live on {@code expiresAt}.
     *
     * @param table the table's name
     * @return the request that creates it
     */
    public static CreateTableRequest tableDefinition(String table) {
        return RecordTable.definition(table);
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        String nonce = UUID.randomUUID().toString();
        Map<String, AttributeValue> item = new HashMap<>(RecordAttributes.key(key));
        item.putAll(RecordText.write(text));
        item.putAll(places(key, place));
        item.put(RecordAttributes.NONCE, RecordAttributes.text(nonce));
        long keptUntil = clock.instant().plus(keep).toEpochMilli();
        item.put(RecordAttributes.KEPT_UNTIL, RecordAttributes.number(keptUntil));
        item.put(RecordAttributes.EXPIRES_AT, RecordAttributes.number(keptUntil / 1000 + 1));
        PutItemRequest put = PutItemRequest.builder()
                .tableName(calls.table())
                .item(item)
                .conditionExpression(UNLESS_THERE)
                .expressionAttributeValues(
                        Map.of(":nonce", RecordAttributes.text(nonce), ":now", RecordAttributes.number(millis())))
                .build();
        try {
            calls.writing(text, Operation.PUT_ITEM, client -> client.putItem(put));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public Optional<String> read(Key key) {
        GetItemRequest get = GetItemRequest.builder()
                .tableName(calls.table())
                .key(RecordAttributes.key(key))
                .consistentRead(true)
                .build();
        Map<String, AttributeValue> item =
                calls.call(Operation.GET_ITEM, client -> client.getItem(get)).item();
        return isLive(item) ? Optional.of(RecordText.read(item)) : Optional.empty();
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        if (keys.size() > ListQuery.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    keys.size() + " keys; at most " + ListQuery.MAX_LIMIT + " are read at once");
        }
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Map<String, AttributeValue>> asked =
                keys.stream().map(RecordAttributes::key).toList();
        Map<Key, String> texts = new HashMap<>();
        batches.items(asked).stream()
                .filter(this::isLive)
                .forEach(item -> RecordAttributes.keyOf(item).ifPresent(key -> texts.put(key, RecordText.read(item))));
        return Map.copyOf(texts);
    }

    @Override
    public ListPage list(ListQuery query) {
        return index.page(query);
    }

    @Override
    public void delete(Key key) {
        calls.call(
                Operation.DELETE_ITEM,
                client -> client.deleteItem(
                        delete -> delete.tableName(calls.table()).key(RecordAttributes.key(key))));
    }

    @Override
    public Set<String> names(Area area, String id) {
        QueryRequest query = QueryRequest.builder()
                .tableName(calls.table())
                .consistentRead(true)
                .keyConditionExpression(RecordAttributes.ID + " = :id")
                .filterExpression(RecordAttributes.KEPT_UNTIL + " > :now")
                .projectionExpression(RecordAttributes.ID + ", " + RecordAttributes.NAME)
                .expressionAttributeValues(Map.of(
                        ":id", RecordAttributes.text(RecordAttributes.id(area, id)),
                        ":now", RecordAttributes.number(millis())))
                .build();
        return keys(QueryPages.of(calls, query)).map(Key::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Stream<String> ids(Area area) {
        return keys(index.all(area)).map(Key::id);
    }

    private Map<String, AttributeValue> places(Key key, Optional<ListPlace> place) {
        Map<String, AttributeValue> places = new HashMap<>();
        int partition = ListOrder.partition(key, partitions);
        places.put(RecordAttributes.LIST, RecordAttributes.text(ListOrder.partitionKey(key.area(), partition)));
        String order = place.map(at -> ListOrder.byTime(key, at)).orElseGet(() -> ListOrder.unlisted(key));
        places.put(RecordAttributes.BY_TIME, RecordAttributes.text(order));
        place.map(ListPlace::at)
                .ifPresent(at -> places.put(RecordAttributes.LISTED_AT, RecordAttributes.number(ListOrder.millis(at))));
        place.flatMap(ListPlace::until).ifPresent(until -> {
            places.put(RecordAttributes.BY_DEADLINE, RecordAttributes.text(ListOrder.byDeadline(key, until)));
            places.put(RecordAttributes.LISTED_UNTIL, RecordAttributes.number(ListOrder.millis(until)));
        });
        return places;
    }

    private static Stream<Key> keys(Stream<Map<String, AttributeValue>> items) {
        return items.flatMap(item -> RecordAttributes.keyOf(item).stream());
    }

    private boolean isLive(Map<String, AttributeValue> item) {
        return RecordAttributes.numberOf(item, RecordAttributes.KEPT_UNTIL)
                .map(keptUntil -> keptUntil > millis())
                .orElse(false);
    }

    private long millis() {
        return clock.millis();
    }

    /** Builds a {@link DynamoDbTokenStore}. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_PARTITIONS = 16;

        private final TableCalls calls;
        private InstantSource clock = InstantSource.system();
        private Sleeper sleeper = Sleeper.sleeping();
        private int partitions = 1;

        private Builder(DynamoDbClient client, String table) {
            this.calls = new TableCalls(client, table);
        }

        /**
         * Divides each list into partitions. A partition of an index takes 1,000 writes a second (DynamoDB's quota),
         * and a task takes two, when it is parked and when it is answered. So one partition is enough for 500 tasks a
         * second, the quota of {@code SendTaskSuccess} in the largest Regions. Each page of a list costs a call for
         * each partition. All stores of a table need the same number; raise it on all before the first task is parked
         * with the new one, and do not lower it while records are there.
         *
         * @param listPartitions between 1 and 16
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder listPartitions(int listPartitions) {
            if (listPartitions < 1 || listPartitions > MOST_PARTITIONS) {
                throw new IllegalArgumentException(
                        "listPartitions must be between 1 and " + MOST_PARTITIONS + ": " + listPartitions);
            }
            this.partitions = listPartitions;
            return this;
        }

        /**
         * Sets the clock that records expire by.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        Builder sleeper(Sleeper sleeper) {
            this.sleeper = sleeper;
            return this;
        }

        /**
         * Builds the store.
         *
         * @return the store
         */
        public DynamoDbTokenStore build() {
            return new DynamoDbTokenStore(this);
        }
    }
}
