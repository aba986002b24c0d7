package dev.tasktoken.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as the service's own JSON, its members and sets in the order of the alphabet. */
final class ItemJson {
    private ItemJson() {}

    static ObjectNode of(Map<String, AttributeValue> item) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(item).forEach((name, value) -> json.set(name, of(value)));
        return json;
    }

    private static ObjectNode of(AttributeValue value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (value.type()) {
            case S -> json.put("S", value.s());
            case M -> json.set("M", of(value.m()));
            case SS -> value.ss().stream().sorted().forEach(json.putArray("SS")::add);
            case L -> value.l().stream().map(ItemJson::of).forEach(json.putArray("L")::add);
            default -> throw new IllegalArgumentException("not in these items: " + value.type());
        }
        return json;
    }

    static Map<String, AttributeValue> read(JsonNode json) {
        Map<String, AttributeValue> item = new HashMap<>();
        json.properties().forEach(member -> item.put(member.getKey(), value(member.getValue())));
        return item;
    }

    private static AttributeValue value(JsonNode json) {
        if (json.has("S")) {
            return AttributeValue.fromS(json.path("S").textValue());
        }
        if (json.has("M")) {
            return AttributeValue.fromM(read(json.path("M")));
        }
        if (json.has("SS")) {
            List<String> texts =
                    json.path("SS").valueStream().map(JsonNode::textValue).toList();
            return AttributeValue.fromSs(texts);
        }
        return AttributeValue.fromL(
                json.path("L").valueStream().map(ItemJson::value).toList());
    }
}
