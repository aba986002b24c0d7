package dev.tasktoken.testkit.internal.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** The 256 KiB that the input, result and output of a state may have as JSON text in UTF-8. */
public final class DataLimit {
    /** A control character is written as six. */
    private static final long BYTES_OF_A_CHARACTER = 6;

    /** Quotes, a comma, or a word. */
    private static final int MOST_OF_A_VALUE = 8;

    private static final int DEEPEST_LOOKED_AT = 100;

    private DataLimit() {}

    public static JsonNode check(JsonNode data) {
        if (room(data, Json.MAX_DATA_BYTES, 0) < 0) {
            write(data);
        }
        return data;
    }

    /**
     * How many bytes a value leaves of so many, by the most that its texts can have when they are written; negative if
     * it may have more, or is nested deeply. It is much quicker than writing the value, and nearly always enough.
     */
    private static long room(JsonNode data, long bytes, int depth) {
        long left = bytes - MOST_OF_A_VALUE;
        return switch (data.getNodeType()) {
            case STRING -> left - BYTES_OF_A_CHARACTER * data.textValue().length();
            case NUMBER -> left - data.asText().length();
            case BOOLEAN, NULL -> left;
            case ARRAY, OBJECT -> depth < DEEPEST_LOOKED_AT ? roomInside(data, left, depth + 1) : -1;
            default -> -1;
        };
    }

    private static long roomInside(JsonNode data, long bytes, int depth) {
        long left = bytes;
        for (Iterator<String> names = data.fieldNames(); names.hasNext(); ) {
            left -= BYTES_OF_A_CHARACTER * names.next().length() + MOST_OF_A_VALUE;
        }
        for (Iterator<JsonNode> values = data.elements(); left >= 0 && values.hasNext(); ) {
            left = room(values.next(), left, depth);
        }
        return left;
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
