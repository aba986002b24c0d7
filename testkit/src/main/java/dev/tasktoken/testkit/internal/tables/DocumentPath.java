package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in an item: {@code address.lines[0]}.
 *
 * @param attribute the attribute of the item
 * @param steps names and indexes inside it
 */
record DocumentPath(String attribute, List<Object> steps) {
    Optional<JsonNode> find(ObjectNode item) {
        @Nullable JsonNode value = item.get(attribute);
        for (Object step : steps) {
            value = value == null ? null : child(value, step);
        }
        return Optional.ofNullable(value);
    }

    /** Sets the value here; the place around it must be there. An index behind a list's end appends. */
    void set(ObjectNode item, JsonNode value) {
        if (steps.isEmpty()) {
            item.set(attribute, value);
            return;
        }
        JsonNode around = around(item).orElseThrow(DocumentPath::invalid);
        Object last = steps.get(steps.size() - 1);
        if (last instanceof String name && around.get("M") instanceof ObjectNode map) {
            map.set(name, value);
        } else if (last instanceof Integer index && around.get("L") instanceof ArrayNode list) {
            if (index < list.size()) {
                list.set(index, value);
            } else {
                list.add(value);
            }
        } else {
            throw invalid();
        }
    }

    void remove(ObjectNode item) {
        if (steps.isEmpty()) {
            item.remove(attribute);
            return;
        }
        JsonNode around = around(item).orElseThrow(DocumentPath::invalid);
        Object last = steps.get(steps.size() - 1);
        if (last instanceof String name && around.get("M") instanceof ObjectNode map) {
            map.remove(name);
        } else if (last instanceof Integer index && around.get("L") instanceof ArrayNode list) {
            list.remove(index);
        } else {
            throw invalid();
        }
    }

    private Optional<JsonNode> around(ObjectNode item) {
        return new DocumentPath(attribute, steps.subList(0, steps.size() - 1)).find(item);
    }

    private static @Nullable JsonNode child(JsonNode value, Object step) {
        return step instanceof Integer index
                ? value.path("L").get(index)
                : value.path("M").get((String) step);
    }

    private static TableException invalid() {
        return TableException.validation("The document path provided in the update expression is invalid for update");
    }
}
