package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.function.Consumer;

/** What a call of a service has started; most calls have nothing but their response. */
@FunctionalInterface
interface Job {
    /** The response to the call. */
    JsonNode response();

    /**
     * Lets the work go on and says how it ends, once the response was recorded. Called inside the engine, and both
     * consumers are to be called there, not before this returns.
     */
    default void begin(Consumer<JsonNode> onResult, Consumer<StateError> onFailure) {}

    /** Stops the work if it still goes on. Called inside the engine. */
    default void stop() {}
}
