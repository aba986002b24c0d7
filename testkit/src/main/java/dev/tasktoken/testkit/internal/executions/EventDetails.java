package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.Map;

/** Builds the details of history events. */
final class EventDetails {
    private EventDetails() {}

    static ObjectNode none() {
        return Json.object();
    }

    static ObjectNode of(StateError error) {
        ObjectNode details = none();
        if (error.error() != null) {
            details.put("error", error.error());
        }
        if (error.cause() != null) {
            details.put("cause", error.cause());
        }
        return details;
    }

    /** What a state left behind. */
    static ObjectNode of(String state, WrittenData output, Map<String, JsonNode> assigned) {
        ObjectNode details = none().put("name", state).put("output", output.text());
        if (!assigned.isEmpty()) {
            ObjectNode variables = details.putObject("assignedVariables");
            assigned.forEach((name, value) -> variables.put(name, Json.write(value)));
        }
        return details;
    }

    /** How a task ended. */
    static ObjectNode of(TaskResource resource, StateError error) {
        return resource.details().setAll(of(error));
    }
}
