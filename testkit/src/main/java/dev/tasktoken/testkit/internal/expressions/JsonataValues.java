package dev.tasktoken.testkit.internal.expressions;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** JSON as the JSONata library holds it, and back. */
final class JsonataValues {
    private JsonataValues() {}

    static Object fromJson(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                node.properties().forEach(entry -> object.put(entry.getKey(), fromJson(entry.getValue())));
                yield object;
            }
            case ARRAY -> {
                List<Object> array = new ArrayList<>();
                node.forEach(element -> array.add(fromJson(element)));
                yield array;
            }
            case NUMBER -> number(node);
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            default -> Jsonata.NULL_VALUE;
        };
    }

    /** Empty for what is not JSON: a function, or something that holds one. */
    static Optional<JsonNode> toJson(Object value) {
        if (value == Jsonata.NULL_VALUE) {
            return Optional.of(Json.NODES.nullNode());
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof List<?> list) {
            return array(list);
        }
        if (value instanceof Double number && JsonataText.plain(number).isPresent()) {
            return JsonataText.plain(number).map(Json.NODES::numberNode);
        }
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? Optional.of(Json.MAPPER.valueToTree(value))
                : Optional.empty();
    }

    /** What JSONata calls the type of a value. */
    static String type(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static Optional<JsonNode> object(Map<?, ?> map) {
        ObjectNode object = Json.object();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Optional<JsonNode> member = member(entry.getValue());
            if (member.isEmpty()) {
                return Optional.empty();
            }
            object.set(String.valueOf(entry.getKey()), member.get());
        }
        return Optional.of(object);
    }

    private static Optional<JsonNode> array(List<?> list) {
        ArrayNode array = Json.NODES.arrayNode();
        for (Object element : list) {
            Optional<JsonNode> member = member(element);
            if (member.isEmpty()) {
                return Optional.empty();
            }
            array.add(member.get());
        }
        return Optional.of(array);
    }

    private static Optional<JsonNode> member(Object value) {
        return value == null ? Optional.of(Json.NODES.nullNode()) : toJson(value);
    }

    /** JSONata's numbers are JavaScript's. */
    private static Number number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.canConvertToInt() ? (Number) node.intValue() : (Number) node.longValue();
        }
        return node.doubleValue();
    }
}
