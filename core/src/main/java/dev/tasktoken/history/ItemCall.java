package dev.tasktoken.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.internal.AttributeValues;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The item that a table is sent: a whole one, or the attributes that an update sets. */
final class ItemCall {
    private static final Pattern ASSIGNMENT = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

    private ItemCall() {}

    static SentMessage message(JsonNode sent) {
        List<JsonNode> parts = new ArrayList<>();
        JsonNode item = sent.path("Item");
        if (sent.has("Item")) {
            parts.add(item);
        } else {
            item = updated(sent, parts);
        }
        SentMessage.Builder message =
                new SentMessage.Builder(AttributeValues.plain(item).toString());
        parts.forEach(message::part);
        return message.build();
    }

    /** A path with dots leads into an attribute, so it is none of the item's own and is left out. */
    private static ObjectNode updated(JsonNode sent, List<JsonNode> parts) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        Matcher assignments = ASSIGNMENT.matcher(sent.path("UpdateExpression").asText());
        while (assignments.find()) {
            String name = assignments.group(1);
            JsonNode value = sent.path("ExpressionAttributeValues").path(assignments.group(2));
            if (name.indexOf('.') < 0) {
                item.set(sent.path("ExpressionAttributeNames").path(name).asText(name), value);
                parts.add(value);
            }
        }
        return item;
    }
}
