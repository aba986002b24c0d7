package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A sequence of states to be run inside a state.
 *
 * @param graph its states
 * @param input its input
 * @param item what {@code $$.Map.Item} is in it, for an item of a Map state
 */
public record Branch(StateGraph graph, JsonNode input, Optional<ObjectNode> item) {
    /** Names nothing: data may hold a token. */
    @Override
    public String toString() {
        return "Branch";
    }
}
