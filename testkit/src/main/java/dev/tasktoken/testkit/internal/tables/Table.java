package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One table: its key, and its items by their keys. Guarded by its tables. */
final class Table {
    private final List<String> key;
    private final Map<ObjectNode, ObjectNode> items = new LinkedHashMap<>();

    Table(List<String> key) {
        this.key = key;
    }

    /** The key in an item, which must have it whole. */
    ObjectNode keyOf(ObjectNode item) {
        ObjectNode found = item.objectNode();
        for (String name : key) {
            JsonNode value = item.get(name);
            if (value == null) {
                throw TableException.validation(
                        "One or more parameter values were invalid: Missing the key " + name + " in the item");
            }
            if (!List.of("S", "N", "B").contains(AttributeValues.type(value))) {
                throw TableException.validation(
                        "One or more parameter values were invalid: Type mismatch for key " + name);
            }
            if (AttributeValues.content(value).asText().isEmpty()) {
                throw TableException.validation(
                        "One or more parameter values are not valid. The AttributeValue for a key"
                                + " attribute cannot contain an empty string value. Key: " + name);
            }
            found.set(name, value);
        }
        return found;
    }

    /** A key as a request gives it: exactly the key's attributes. */
    ObjectNode requireKey(ObjectNode given) {
        if (given.size() != key.size() || !key.stream().allMatch(given::has)) {
            throw TableException.validation("The provided key element does not match the schema");
        }
        return keyOf(given);
    }

    boolean isKey(String attribute) {
        return key.contains(attribute);
    }

    @Nullable ObjectNode get(ObjectNode itemKey) {
        return items.get(itemKey);
    }

    void put(ObjectNode itemKey, ObjectNode item) {
        items.put(itemKey, item);
    }

    void remove(ObjectNode itemKey) {
        items.remove(itemKey);
    }

    List<JsonNode> items() {
        return items.values().stream().<JsonNode>map(ObjectNode::deepCopy).toList();
    }
}
