package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Map;
import java.util.Optional;

/**
 * What the fields of a state can see.
 *
 * @param input the state's raw input
 * @param context the context object, {@code $$} or {@code $states.context}
 * @param variables what earlier states assigned, by name
 * @param result the result, once there is one
 * @param errorOutput the error that was caught, once there is one
 */
public record Scope(
        JsonNode input,
        ObjectNode context,
        Map<String, JsonNode> variables,
        Optional<JsonNode> result,
        Optional<JsonNode> errorOutput) {
    public static Scope of(JsonNode input, ObjectNode context, Map<String, JsonNode> variables) {
        return new Scope(input, context, variables, Optional.empty(), Optional.empty());
    }

    public Scope withResult(JsonNode found) {
        return new Scope(input, context, variables, Optional.of(found), errorOutput);
    }

    public Scope withError(JsonNode caught) {
        return new Scope(input, context, variables, result, Optional.of(caught));
    }

    /** The same for one item of a Map state. */
    public Scope withItem(ObjectNode item) {
        ObjectNode more = Json.object().setAll(context);
        more.putObject("Map").set("Item", item);
        return new Scope(input, more, variables, result, errorOutput);
    }

    /** Names nothing: the context may hold a token. */
    @Override
    public String toString() {
        return "Scope";
    }
}
