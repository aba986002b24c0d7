package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Values in DynamoDB's own form, {@code {"S": "text"}}. */
final class AttributeValues {
    private static final Set<String> SETS = Set.of("SS", "NS", "BS");
    private static final Set<String> TYPES = Set.of("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL");

    private AttributeValues() {}

    /** The attributes of an item or a key as the table keeps them. A member that is null is left out (inferred). */
    static ObjectNode attributes(JsonNode object) {
        ObjectNode read = Json.object();
        object.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                read.set(entry.getKey(), value(entry.getValue()));
            }
        });
        return read;
    }

    /** One value. A bare text stands for {@code {"S": text}}, as public definitions write it (inferred). */
    static JsonNode value(JsonNode value) {
        if (value.isTextual()) {
            return Json.object().set("S", value);
        }
        if (value.size() != 1 || !value.isObject()) {
            throw TableException.validation(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        String type = type(value);
        if (!TYPES.contains(type)) {
            throw TableException.validation("Supplied AttributeValue has the unknown datatype " + type);
        }
        return Json.object().set(type, content(type, value.get(type)));
    }

    private static JsonNode content(String type, JsonNode content) {
        return switch (type) {
            case "S", "B" -> text(type, content);
            case "N" -> number(content);
            case "M" -> attributes(content);
            case "L" -> list(content);
            case "SS", "NS", "BS" -> set(type, content);
            default -> content;
        };
    }

    private static JsonNode text(String type, JsonNode content) {
        if (!content.isTextual()) {
            throw StateFailure.runtime("The value for the field '" + type + "' must be a STRING");
        }
        return content;
    }

    /** As DynamoDB returns it: without leading and trailing zeros. */
    private static JsonNode number(JsonNode content) {
        try {
            BigDecimal number = new BigDecimal(text("N", content).textValue());
            return Json.NODES.textNode(
                    number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        } catch (NumberFormatException e) {
            throw TableException.validation("The parameter cannot be converted to a numeric value");
        }
    }

    private static ArrayNode list(JsonNode content) {
        ArrayNode list = Json.NODES.arrayNode();
        content.forEach(element -> list.add(value(element)));
        return list;
    }

    private static ArrayNode set(String type, JsonNode content) {
        String element = type.substring(0, 1);
        List<JsonNode> elements = new ArrayList<>();
        content.forEach(one -> elements.add(element.equals("N") ? number(one) : text(element, one)));
        if (elements.isEmpty()) {
            throw TableException.validation(
                    "One or more parameter values were invalid: An string set  may not be empty");
        }
        if (new HashSet<>(elements).size() < elements.size()) {
            throw TableException.validation("Input collection contains duplicates.");
        }
        return Json.NODES.arrayNode().addAll(elements);
    }

    static String type(JsonNode value) {
        return value.fieldNames().next();
    }

    static JsonNode content(JsonNode value) {
        return value.path(type(value));
    }

    static boolean isSet(JsonNode value) {
        return SETS.contains(type(value));
    }

    static BigDecimal decimal(JsonNode value) {
        return new BigDecimal(value.path("N").asText());
    }

    static ObjectNode number(BigDecimal value) {
        return Json.object().set("N", number(Json.NODES.textNode(value.toPlainString())));
    }

    /** Equal in type and content; the order of a set does not count. */
    static boolean equal(JsonNode left, JsonNode right) {
        return (isSet(left) && type(left).equals(type(right)))
                ? elements(left).equals(elements(right))
                : left.equals(right);
    }

    static Set<JsonNode> elements(JsonNode value) {
        Set<JsonNode> elements = new HashSet<>();
        content(value).forEach(elements::add);
        return elements;
    }

    /** How two values of one type that has an order compare; empty for all others. */
    static OptionalInt compare(JsonNode left, JsonNode right) {
        String type = type(left);
        if (!type.equals(type(right))) {
            return OptionalInt.empty();
        }
        return switch (type) {
            case "N" -> OptionalInt.of(decimal(left).compareTo(decimal(right)));
            case "S", "B" ->
                OptionalInt.of(content(left).asText().compareTo(content(right).asText()));
            default -> OptionalInt.empty();
        };
    }
}
