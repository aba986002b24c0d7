package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the fields of a state can see.
 *
 * @param input the state's raw input
 * @param lazyContext the context object, {@code $$} or {@code $states.context}, made if something asks for it
 * @param variables what earlier states assigned, by name
 * @param result the result, once there is one
 * @param errorOutput the error that was caught, once there is one
 */
public record Scope(
        JsonNode input,
        LazyContext lazyContext,
        Map<String, JsonNode> variables,
        Optional<JsonNode> result,
        Optional<JsonNode> errorOutput) {
    public static Scope of(JsonNode input, Supplier<ObjectNode> context, Map<String, JsonNode> variables) {
        return new Scope(input, new LazyContext(context), variables, Optional.empty(), Optional.empty());
    }

    /** The context object. */
    public ObjectNode context() {
        return lazyContext.get();
    }

    public Scope withResult(JsonNode found) {
        return new Scope(input, lazyContext, variables, Optional.of(found), errorOutput);
    }

    public Scope withError(JsonNode caught) {
        return new Scope(input, lazyContext, variables, result, Optional.of(caught));
    }

    /** The same for one item of a Map state. */
    public Scope withItem(ObjectNode item) {
        LazyContext more = new LazyContext(() -> {
            ObjectNode context = Json.object().setAll(context());
            context.putObject("Map").set("Item", item);
            return context;
        });
        return new Scope(input, more, variables, result, errorOutput);
    }

    /** Names nothing: the context may hold a token. */
    @Override
    public String toString() {
        return "Scope";
    }
}
