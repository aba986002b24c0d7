package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/** What a condition compares: a value, a place in the item, or a size. */
@FunctionalInterface
interface Operand {
    /** The value in an item, or empty if the item has none there. */
    Optional<JsonNode> in(ObjectNode item);

    static Operand read(ExpressionReader reader) {
        if (reader.isValue()) {
            JsonNode value = reader.value();
            return item -> Optional.of(value);
        }
        if (reader.isFunction() && reader.takes("size")) {
            reader.require("(");
            DocumentPath path = reader.path();
            reader.require(")");
            return item -> path.find(item).map(Operand::size);
        }
        return reader.path()::find;
    }

    private static JsonNode size(JsonNode value) {
        JsonNode content = AttributeValues.content(value);
        int size = content.isTextual() ? content.textValue().length() : content.size();
        return AttributeValues.number(BigDecimal.valueOf(size));
    }
}
