package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;

/**
 * Data with its JSON text, which is written once: one state's output is the next one's input and the execution's
 * output.
 */
record WrittenData(JsonNode value, String text) {
    static WrittenData of(JsonNode value) {
        return new WrittenData(value, Json.write(value));
    }

    /** The same for what a state leaves behind, or fails it because that is too large. */
    static WrittenData limited(JsonNode value) {
        return new WrittenData(value, DataLimit.write(value));
    }

    /** Names nothing: data may hold a token. */
    @Override
    public String toString() {
        return "WrittenData";
    }
}
