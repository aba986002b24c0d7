package dev.tasktoken.dynamodb;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads the indexes. A page asks each partition of a list for one record more than a page holds, and merges what they
 * return by its place. If that is less than a page because ended records were left out, it asks up to three times more,
 * for {@value #WIDER} records each. So a page takes at most four calls for each partition.
 */
final class ListIndex {
    private static final int ROUNDS = 4;
    private static final int WIDER = 1_000;
    private static final String LIVE = RecordAttributes.KEPT_UNTIL + " > :millis";
    private static final String OPEN = LIVE + " AND (attribute_not_exists(" + RecordAttributes.LISTED_UNTIL + ") OR "
            + RecordAttributes.LISTED_UNTIL + " > :now)";

    private final TableCalls calls;
    private final int partitions;
    private final LongSupplier millis;

    /**
     * Creates one.
     *
     * @param millis the time in epoch milliseconds
     */
    ListIndex(TableCalls calls, int partitions, LongSupplier millis) {
        this.calls = calls;
        this.partitions = partitions;
        this.millis = millis;
    }

    ListPage page(ListQuery query) {
        List<ListSlice.Entry> found = new ArrayList<>();
        ListRange range = ListRange.of(query);
        Optional<ListedRecord> end = Optional.empty();
        for (int round = 0; round < ROUNDS && found.size() <= query.limit() && !range.isEmpty(); round++) {
            ListSlice slice = slice(query, range, round == 0 ? query.limit() + 1 : WIDER);
            found.addAll(slice.entries());
            end = slice.end().map(last -> last.record(query.listing()));
            range = slice.rest(range);
        }
        List<ListedRecord> records = found.stream()
                .limit(query.limit())
                .map(entry -> entry.record(query.listing()))
                .toList();
        boolean isCut = found.size() > query.limit();
        return new ListPage(records, isCut ? Optional.of(records.get(records.size() - 1)) : end);
    }

    /** Returns the partition keys of all records of an area, page by page as the stream is read. */
    Stream<Map<String, AttributeValue>> all(Area area) {
        return IntStream.range(0, partitions)
                .boxed()
                .flatMap(partition -> QueryPages.of(calls, allOf(area, partition)));
    }

    private ListSlice slice(ListQuery query, ListRange range, int limit) {
        List<QueryResponse> responses = IntStream.range(0, partitions)
                .mapToObj(partition -> request(query)
                        .limit(limit)
                        .expressionAttributeValues(values(query, range, partition))
                        .build())
                .map(request -> calls.call(Operation.QUERY, client -> client.query(request)))
                .toList();
        return ListSlice.of(orderOf(query.listing()), responses);
    }

    private QueryRequest.Builder request(ListQuery query) {
        boolean byDeadline = query.listing() == Listing.WAITING_BY_DEADLINE;
        return QueryRequest.builder()
                .tableName(calls.table())
                .indexName(byDeadline ? RecordTable.BY_DEADLINE : RecordTable.BY_TIME)
                .keyConditionExpression(RecordAttributes.LIST + " = :list AND " + orderOf(query.listing())
                        + " BETWEEN :first AND :last")
                .filterExpression(OPEN);
    }

    private Map<String, AttributeValue> values(ListQuery query, ListRange range, int partition) {
        return Map.of(
                ":list", partitionKey(query.listing().area(), partition),
                ":first", RecordAttributes.text(range.first()),
                ":last", RecordAttributes.text(range.last()),
                ":millis", RecordAttributes.number(millis.getAsLong()),
                ":now", RecordAttributes.number(ListOrder.millis(query.now())));
    }

    private QueryRequest allOf(Area area, int partition) {
        return QueryRequest.builder()
                .tableName(calls.table())
                .indexName(RecordTable.BY_TIME)
                .keyConditionExpression(RecordAttributes.LIST + " = :list")
                .filterExpression(LIVE)
                .projectionExpression(RecordAttributes.ID + ", " + RecordAttributes.NAME)
                .expressionAttributeValues(Map.of(
                        ":list", partitionKey(area, partition),
                        ":millis", RecordAttributes.number(millis.getAsLong())))
                .build();
    }

    private static AttributeValue partitionKey(Area area, int partition) {
        return RecordAttributes.text(ListOrder.partitionKey(area, partition));
    }

    private static String orderOf(Listing listing) {
        return listing == Listing.WAITING_BY_DEADLINE ? RecordAttributes.BY_DEADLINE : RecordAttributes.BY_TIME;
    }
}
