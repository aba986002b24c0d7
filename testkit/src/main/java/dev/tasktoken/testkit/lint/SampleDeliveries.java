package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What arrives at the receivers of a call, for the integrations of which that is known. */
final class SampleDeliveries {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SampleDeliveries() {}

    /**
     * A message as it arrives.
     *
     * @param field the field of the call that it is made from
     * @param body its body
     * @param attributes its attributes, name to text
     */
    record Message(String field, JsonNode body, Map<String, String> attributes) {
        boolean carries(String text) {
            return body.toString().contains(text) || attributes.containsValue(text);
        }

        String bodyText() {
            return body.isTextual() ? body.textValue() : body.toString();
        }
    }

    static List<Message> of(LintedResource resource, JsonNode call) {
        if (resource.is("sqs", "sendMessage")) {
            return List.of(message("MessageBody", call));
        }
        if (resource.is("sns", "publish")) {
            return call.has("MessageStructure") ? List.of() : List.of(message("Message", call));
        }
        if (resource.is("lambda", "invoke")) {
            return List.of(new Message("Payload", call.path("Payload"), Map.of()));
        }
        return resource.is("events", "putEvents") ? events(call) : List.of();
    }

    private static Message message(String field, JsonNode call) {
        Map<String, String> attributes = new HashMap<>();
        call.path("MessageAttributes")
                .properties()
                .forEach(attribute -> attributes.put(
                        attribute.getKey(),
                        attribute.getValue().path("StringValue").asText("")));
        return new Message(field, call.path(field), attributes);
    }

    private static List<Message> events(JsonNode call) {
        List<Message> events = new ArrayList<>();
        for (JsonNode entry : call.path("Entries")) {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            event.put("version", "0").put("id", "1").put("detail-type", "sample");
            event.put("source", "sample").put("account", "123456789012");
            event.put("time", "2026-01-01T00:00:00Z").put("region", "eu-west-1");
            event.putArray("resources");
            event.set("detail", parsed(entry.path("Detail")));
            events.add(new Message("Entries[" + events.size() + "].Detail", event, Map.of()));
        }
        return events;
    }

    /** The detail of an event is an object, also where the definition gives it as JSON text. */
    private static JsonNode parsed(JsonNode detail) {
        if (!detail.isTextual()) {
            return detail;
        }
        try {
            return MAPPER.readTree(detail.textValue());
        } catch (JsonProcessingException e) {
            return detail;
        }
    }
}
