package dev.tasktoken.dynamodb;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The names of an item's attributes, and its primary key. None is a reserved word of DynamoDB, so expressions name them
 * as they are. The partition key begins with the area, so that a policy can grant one area only
 * ({@code dynamodb:LeadingKeys}). It has at most 1,034 of the 2,048 bytes that a partition key may have.
 */
final class RecordAttributes {
    /** Partition key: {@code tokens#} or {@code decisions#}, and the id. */
    static final String ID = "recordId";

    /** Sort key: the record's name. */
    static final String NAME = "recordName";

    static final String TEXT = "recordText";
    static final String GZIP = "recordGzip";

    /** Which call wrote the item: a write that the SDK repeats meets its own. */
    static final String NONCE = "writeNonce";

    /** Epoch milliseconds; the record counts as deleted from then on. */
    static final String KEPT_UNTIL = "keptUntil";

    /** Epoch seconds, the next full one; the attribute of the table's time to live. */
    static final String EXPIRES_AT = "expiresAt";

    /** Partition key of both indexes: the area, {@code #} and a number. */
    static final String LIST = "listKey";

    /** Sort key of the index by time. */
    static final String BY_TIME = "timeOrder";

    /** Sort key of the index by deadline. */
    static final String BY_DEADLINE = "deadlineOrder";

    static final String LISTED_AT = "listedAt";
    static final String LISTED_UNTIL = "listedUntil";

    private static final char SEPARATOR = '#';

    private RecordAttributes() {}

    static Map<String, AttributeValue> key(TokenStore.Key key) {
        return Map.of(ID, text(id(key.area(), key.id())), NAME, text(key.name()));
    }

    static String id(Area area, String id) {
        return prefix(area) + id;
    }

    /** Returns how an area's partition keys begin. */
    static String prefix(Area area) {
        return area.name().toLowerCase(Locale.ROOT) + SEPARATOR;
    }

    /** Returns the key of an item; empty if another program wrote it. */
    static Optional<TokenStore.Key> keyOf(Map<String, AttributeValue> item) {
        String id = textOf(item, ID);
        try {
            return Arrays.stream(Area.values())
                    .filter(area -> id.startsWith(prefix(area)))
                    .map(area ->
                            new TokenStore.Key(area, id.substring(prefix(area).length()), textOf(item, NAME)))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** Returns a text of an item; empty if the attribute is missing or no text. */
    static String textOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        String text = value == null ? null : value.s();
        return text == null ? "" : text;
    }

    /** Returns a whole number of an item; empty if the attribute is missing or none. */
    static Optional<Long> numberOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        String number = value == null ? null : value.n();
        return number == null || !number.matches("-?\\d{1,18}") ? Optional.empty() : Optional.of(Long.valueOf(number));
    }
}
