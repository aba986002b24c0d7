package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/** What the {@code #names} and {@code :values} in the expressions of one request stand for. */
final class Placeholders {
    private final JsonNode names;
    private final ObjectNode values;
    private final Set<String> used = new HashSet<>();

    Placeholders(JsonNode request) {
        names = request.path("ExpressionAttributeNames");
        values = AttributeValues.attributes(request.path("ExpressionAttributeValues"));
    }

    String name(String placeholder, String kind) {
        used.add(placeholder);
        JsonNode name = names.path(placeholder);
        if (!name.isTextual()) {
            throw TableException.validation("Invalid " + kind
                    + ": An expression attribute name used in the document path is not defined; attribute name: "
                    + placeholder);
        }
        return name.textValue();
    }

    JsonNode value(String placeholder, String kind) {
        used.add(placeholder);
        JsonNode value = values.get(placeholder);
        if (value == null) {
            throw TableException.validation("Invalid " + kind
                    + ": An expression attribute value used in expression is not defined; attribute value: "
                    + placeholder);
        }
        return value;
    }

    /** Refuses placeholders that no expression uses, as the service does. */
    void requireAllUsed() {
        requireUsed("ExpressionAttributeNames", names.fieldNames());
        requireUsed("ExpressionAttributeValues", values.fieldNames());
    }

    private void requireUsed(String member, Iterator<String> defined) {
        Set<String> unused = new TreeSet<>();
        defined.forEachRemaining(unused::add);
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw TableException.validation("Value provided in " + member + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }
}
