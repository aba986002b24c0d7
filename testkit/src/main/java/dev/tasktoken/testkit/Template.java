package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A payload template: Parameters or a ResultSelector. A key that ends in {@code .$} takes its value from a path; any
 * other value is sent as it stands, {@code "$$.Task.Token"} without the {@code .$} included, as the service does.
 */
interface Template {
    JsonNode evaluate(JsonNode data, JsonNode context);

    static Optional<Template> field(AslObject asl, String field) {
        return asl.value(field).map(value -> compile(asl, field, value));
    }

    private static Template compile(AslObject asl, String field, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return compileObject(asl, field, object);
        }
        if (value instanceof ArrayNode array) {
            List<Template> elements = new ArrayList<>();
            array.forEach(element -> elements.add(compile(asl, field + "[" + elements.size() + "]", element)));
            return (data, context) -> {
                ArrayNode result = Json.NODES.arrayNode();
                elements.forEach(element -> result.add(element.evaluate(data, context)));
                return result;
            };
        }
        return (data, context) -> value;
    }

    private static Template compileObject(AslObject asl, String field, ObjectNode object) {
        Map<String, Template> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String key = entry.getKey();
            String name = key.endsWith(".$") ? key.substring(0, key.length() - 2) : key;
            Template member = name.equals(key)
                    ? compile(asl, field + "/" + key, entry.getValue())
                    : path(asl, field + "/" + key, entry.getValue());
            if (members.put(name, member) != null) {
                throw asl.refuse("The field '" + name + "' occurs twice", field);
            }
        }
        return (data, context) -> {
            ObjectNode result = Json.object();
            members.forEach((name, member) -> result.set(name, member.evaluate(data, context)));
            return result;
        };
    }

    private static Template path(AslObject asl, String field, JsonNode value) {
        if (!value.isTextual()) {
            throw asl.refuse("The value of a field that ends in '.$' must be a STRING with a JSONPath", field);
        }
        return DataPath.compile(asl, field, value.textValue())::read;
    }
}
