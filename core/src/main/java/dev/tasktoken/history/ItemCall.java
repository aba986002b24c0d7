package dev.tasktoken.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.AttributeValues;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The item that a table is sent: a whole one, or the attributes that an update sets. */
final class ItemCall {
    private static final Pattern ASSIGNMENT = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

    private ItemCall() {}

    static Delivery delivery(JsonNode sent) {
        JsonNode item = sent.has("Item") ? sent.path("Item") : updated(sent);
        return Delivery.of(AttributeValues.plain(item).toString());
    }

    private static ObjectNode updated(JsonNode sent) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        Matcher assignments = ASSIGNMENT.matcher(sent.path("UpdateExpression").asText());
        while (assignments.find()) {
            String name = assignments.group(1);
            JsonNode value = sent.path("ExpressionAttributeValues").path(assignments.group(2));
            item.set(sent.path("ExpressionAttributeNames").path(name).asText(name), value);
        }
        return item;
    }
}
