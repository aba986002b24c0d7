package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Members as the API of Step Functions names them ({@code executionArn}), and as states do ({@code ExecutionArn}, in
 * the order of the alphabet).
 */
final class ApiNames {
    private ApiNames() {}

    /** An answer as an optimized integration gives it: a time in milliseconds, as the old SDK writes one (inferred). */
    static ObjectNode ofState(ObjectNode answer) {
        return renamed(answer, time -> Json.NODES.numberNode(millis(time)));
    }

    /** An answer as an SDK integration gives it: a time as ISO 8601 text (inferred). */
    static ObjectNode ofSdk(ObjectNode answer) {
        return renamed(
                answer,
                time -> Json.NODES.textNode(Instant.ofEpochMilli(millis(time)).toString()));
    }

    /**
     * A state's parameters as the API takes them: configurations are objects, and any other value that is no text where
     * the API has one is JSON text.
     */
    static ObjectNode ofApi(JsonNode parameters) {
        ObjectNode request = Json.object();
        parameters.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            String name = entry.getKey();
            request.set(
                    name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                    name.endsWith("Configuration") && value.isObject() ? ofApi(value) : text(value));
        });
        return request;
    }

    private static JsonNode text(JsonNode value) {
        return value.isContainerNode() ? Json.NODES.textNode(Json.write(value)) : value;
    }

    private static ObjectNode renamed(ObjectNode object, Function<JsonNode, JsonNode> time) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            boolean isTime = value.isNumber() && entry.getKey().matches(".*Date|timestamp");
            members.put(capitalised(entry.getKey()), isTime ? time.apply(value) : renamed(value, time));
        });
        return Json.object().setAll(members);
    }

    private static JsonNode renamed(JsonNode value, Function<JsonNode, JsonNode> time) {
        if (value instanceof ObjectNode object) {
            return renamed(object, time);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode renamed = Json.NODES.arrayNode();
            array.forEach(element -> renamed.add(renamed(element, time)));
            return renamed;
        }
        return value;
    }

    private static String capitalised(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static long millis(JsonNode seconds) {
        return seconds.decimalValue().movePointRight(3).longValue();
    }
}
