package dev.tasktoken.dynamodb;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TaskToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Reads and changes the items of somebody else's table. Each change has a condition on what was read. */
final class ItemRecords {
    private final TableCalls calls;
    private final ItemLayout layout;

    ItemRecords(TableCalls calls, ItemLayout layout) {
        this.calls = calls;
        this.layout = layout;
    }

    /** Reads the attributes that matter, and no other ones: an item may hold personal data. */
    ItemState read(String id) {
        List<String> read = Stream.concat(Stream.of(layout.token(), layout.decision()), layout.status().stream())
                .distinct()
                .toList();
        Map<String, String> names =
                IntStream.range(0, read.size()).boxed().collect(Collectors.toMap(n -> "#a" + n, read::get));
        GetItemRequest get = GetItemRequest.builder()
                .tableName(calls.table())
                .key(layout.key().apply(id))
                .consistentRead(true)
                .projectionExpression(String.join(", ", names.keySet()))
                .expressionAttributeNames(names)
                .build();
        return ItemState.of(
                calls.call(Operation.GET_ITEM, client -> client.getItem(get)).item(), layout);
    }

    /**
     * Records a decision and moves the status.
     *
     * @return whether it is recorded; false if the item has changed since it was read
     */
    boolean record(String id, ItemState read, ItemDecision decision) {
        Map<String, String> names = names();
        names.put("#decision", layout.decision());
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":tokens", read.attribute());
        values.put(":decision", decision.write());
        layout.status().ifPresent(status -> {
            names.put("#status", status);
            values.put(":status", RecordAttributes.text(layout.statusAfter(decision.answer())));
        });
        read.earlier().ifPresent(earlier -> {
            names.put("#nonce", ItemDecision.NONCE);
            values.put(":earlier", RecordAttributes.text(earlier.nonce()));
        });
        layout.waiting().ifPresent(waiting -> values.put(":waiting", RecordAttributes.text(waiting)));
        String update = "SET #decision = :decision"
                + layout.status().map(status -> ", #status = :status").orElse("");
        String undecided =
                read.earlier().map(earlier -> "#decision.#nonce = :earlier").orElse("attribute_not_exists(#decision)");
        String condition = undecided + " AND #tokens = :tokens"
                + layout.waiting().map(waiting -> " AND #status = :waiting").orElse("");
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(calls.table())
                .key(layout.key().apply(id))
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
        return update(read, text(decision.answer()), request);
    }

    /**
     * Removes the tokens, whose tasks were answered.
     *
     * @return whether they are removed; false if there are others now
     */
    boolean removeTokens(String id, ItemState read) {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(calls.table())
                .key(layout.key().apply(id))
                .updateExpression("REMOVE #tokens")
                .conditionExpression("#tokens = :tokens")
                .expressionAttributeNames(names())
                .expressionAttributeValues(Map.of(":tokens", read.attribute()))
                .build();
        return update(read, "", request);
    }

    private Map<String, String> names() {
        return new HashMap<>(Map.of("#tokens", layout.token()));
    }

    /** The tokens are in each request, so that no exception may quote them, either. */
    private boolean update(ItemState read, String answer, UpdateItemRequest request) {
        String secret = read.tokens().stream().map(TaskToken::value).collect(Collectors.joining()) + answer;
        try {
            calls.writing(secret, Operation.UPDATE_ITEM, client -> client.updateItem(request));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static String text(PreparedAnswer answer) {
        return answer instanceof PreparedAnswer.Success success ? success.output() : "";
    }
}
