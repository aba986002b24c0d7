package dev.tasktoken.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The caller's own way to the task token of a message. Must be thread-safe. */
@FunctionalInterface
public interface TokenFinder {
    /**
     * Finds the token.
     *
     * @param message the message, all wrappings off; a text node if it is not JSON
     * @return the token's text, or null if there is none
     * @throws Exception if it cannot be found; taken as if there were none
     */
    @Nullable String find(JsonNode message) throws Exception;
}
