package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.containers.ContainerInput;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a state sets for a container: {@code {"Command": [...], "Environment": [{"Name", "Value"}]}}. */
final class ContainerOverrides {
    private ContainerOverrides() {}

    static ContainerInput read(JsonNode overrides) {
        Map<String, String> environment = new LinkedHashMap<>();
        overrides
                .path("Environment")
                .forEach(variable -> environment.put(text(variable, "Name"), text(variable, "Value")));
        List<String> command = new ArrayList<>();
        overrides.path("Command").forEach(word -> command.add(Json.textOf(word)));
        return new ContainerInput(environment, List.copyOf(command));
    }

    /** A value that is no text cannot be an environment variable's (inferred). */
    private static String text(JsonNode variable, String member) {
        if (!variable.path(member).isTextual()) {
            throw StateFailure.runtime("The value for the field '" + member + "' must be a STRING");
        }
        return variable.path(member).textValue();
    }
}
