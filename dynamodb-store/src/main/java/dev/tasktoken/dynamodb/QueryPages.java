package dev.tasktoken.dynamodb;

import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The pages of a query. Requests each page only when a reader needs it. */
final class QueryPages extends Spliterators.AbstractSpliterator<QueryResponse> {
    private final TableCalls calls;
    private final QueryRequest request;
    private Map<String, AttributeValue> start = Map.of();
    private boolean isOver;

    private QueryPages(TableCalls calls, QueryRequest request) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.calls = calls;
        this.request = request;
    }

    static Stream<Map<String, AttributeValue>> of(TableCalls calls, QueryRequest request) {
        return StreamSupport.stream(new QueryPages(calls, request), false).flatMap(page -> page.items().stream());
    }

    @Override
    public boolean tryAdvance(Consumer<? super QueryResponse> action) {
        if (isOver) {
            return false;
        }
        QueryRequest next = start.isEmpty()
                ? request
                : request.toBuilder().exclusiveStartKey(start).build();
        QueryResponse page = calls.call(Operation.QUERY, client -> client.query(next));
        isOver = !page.hasLastEvaluatedKey() || page.lastEvaluatedKey().isEmpty();
        start = page.lastEvaluatedKey();
        action.accept(page);
        return true;
    }
}
