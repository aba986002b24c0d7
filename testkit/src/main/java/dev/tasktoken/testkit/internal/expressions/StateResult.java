package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a state leaves behind.
 *
 * @param output the next state's input
 * @param assigned the variables it sets, by name
 */
public record StateResult(JsonNode output, Map<String, JsonNode> assigned) {
    /** Names nothing: data may hold a token. */
    @Override
    public String toString() {
        return "Exit";
    }
}
