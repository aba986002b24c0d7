package dev.tasktoken.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Takes DynamoDB's attribute-value JSON ({@code {"taskToken":{"S":"..."}}}) for the plain JSON it stands for. An item
 * may be anywhere in the document, as in a stream record; what is no attribute value stays as it is.
 */
public final class AttributeValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AttributeValues() {}

    public static JsonNode plain(JsonNode node) {
        if (node.isArray()) {
            return list(node);
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            return typed(only.getKey(), only.getValue(), node);
        }
        return fields(node);
    }

    private static JsonNode typed(String type, JsonNode value, JsonNode whole) {
        return switch (type) {
            case "S", "B" -> value.isTextual() ? value : fields(whole);
            case "N" -> value.isTextual() ? number(value.textValue()) : fields(whole);
            case "BOOL" -> value.isBoolean() ? value : fields(whole);
            case "NULL" -> value.isBoolean() ? NODES.nullNode() : fields(whole);
            case "M" -> value.isObject() ? fields(value) : fields(whole);
            case "L", "SS", "BS" -> value.isArray() ? list(value) : fields(whole);
            case "NS" -> value.isArray() ? numbers(value) : fields(whole);
            default -> fields(whole);
        };
    }

    private static JsonNode fields(JsonNode node) {
        ObjectNode fields = NODES.objectNode();
        node.properties().forEach(field -> fields.set(field.getKey(), plain(field.getValue())));
        return fields;
    }

    private static JsonNode list(JsonNode node) {
        ArrayNode list = NODES.arrayNode();
        node.forEach(item -> list.add(plain(item)));
        return list;
    }

    private static JsonNode numbers(JsonNode node) {
        ArrayNode list = NODES.arrayNode();
        node.forEach(item -> list.add(item.isTextual() ? number(item.textValue()) : item));
        return list;
    }

    /** DynamoDB's numbers have at most 38 digits; what has more, or an exponent to match, is not one of its numbers. */
    private static JsonNode number(String text) {
        try {
            return text.length() > 64 ? NODES.textNode(text) : NODES.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return NODES.textNode(text);
        }
    }
}
