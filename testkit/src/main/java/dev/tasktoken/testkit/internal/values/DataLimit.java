package dev.tasktoken.testkit.internal.values;

import com.fasterxml.jackson.databind.JsonNode;

/** The 256 KiB that the input, result and output of a state may have as JSON text in UTF-8. */
public final class DataLimit {
    private DataLimit() {}

    public static JsonNode check(JsonNode data) {
        write(data);
        return data;
    }

    /** Returns the result that a task's call gave, or fails the task; the cause names what was called, as recorded. */
    public static JsonNode checkResult(JsonNode result, String called) {
        try {
            return check(result);
        } catch (StateFailure failure) {
            throw new StateFailure(failure.error().ofTask(called));
        }
    }

    /** Writes data as text, or fails the state with States.DataLimitExceeded. */
    public static String write(JsonNode data) {
        String text = Json.write(data);
        if (Json.utf8Length(text) > Json.MAX_DATA_BYTES) {
            throw new StateFailure(new StateError(
                    StateError.DATA_LIMIT_EXCEEDED,
                    "The state/task returned a result with a size exceeding the maximum number of bytes service"
                            + " limit."));
        }
        return text;
    }
}
