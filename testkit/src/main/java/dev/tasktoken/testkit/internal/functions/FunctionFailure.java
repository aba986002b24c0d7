package dev.tasktoken.testkit.internal.functions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import org.jspecify.annotations.Nullable;

/** What Lambda's Java runtime reports for an exception: its class name, and a JSON text that says more. */
final class FunctionFailure {
    /** The longest cause, in characters. The service's limit for a cause; how it cuts a longer one is not known. */
    private static final int MAX_CAUSE = 32_768;

    private FunctionFailure() {}

    static StateFailure of(Throwable thrown) {
        String type = thrown.getClass().getName();
        ObjectNode cause = Json.object().put("errorMessage", messageOf(thrown)).put("errorType", type);
        ArrayNode frames = cause.putArray("stackTrace");
        for (StackTraceElement frame : thrown.getStackTrace()) {
            frames.add(frame.toString());
        }
        return new StateFailure(new StateError(type, fitted(cause, frames)));
    }

    private static String fitted(ObjectNode cause, ArrayNode frames) {
        String text = Json.write(cause);
        while (text.length() > MAX_CAUSE && !frames.isEmpty()) {
            frames.remove(frames.size() - 1);
            text = Json.write(cause);
        }
        return text.length() > MAX_CAUSE ? text.substring(0, MAX_CAUSE) : text;
    }

    /** An exception that cannot even say what is wrong with it must not keep its state from failing. */
    private static @Nullable String messageOf(Throwable thrown) {
        try {
            return thrown.getLocalizedMessage();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
