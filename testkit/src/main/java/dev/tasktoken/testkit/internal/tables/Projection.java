package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;

/** A projection expression: which attributes of an item are returned. */
final class Projection {
    private Projection() {}

    /** A place inside an attribute returns the whole attribute, which is more than the service does. */
    static ObjectNode of(ObjectNode item, String text, Placeholders placeholders) {
        ExpressionReader reader = new ExpressionReader("ProjectionExpression", text, placeholders);
        ObjectNode projected = Json.object();
        do {
            DocumentPath path = reader.path();
            path.find(item).ifPresent(value -> projected.set(path.attribute(), item.get(path.attribute())));
        } while (reader.takes(","));
        if (!reader.isAtEnd()) {
            throw reader.syntax();
        }
        return projected;
    }
}
