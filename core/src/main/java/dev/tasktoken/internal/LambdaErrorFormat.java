package dev.tasktoken.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The cause that Lambda's Java runtime reports for an exception, as seen in its runtime interface client 2.9.0. */
public final class LambdaErrorFormat {
    private LambdaErrorFormat() {}

    public static String causeOf(Throwable thrown) {
        ObjectNode cause = JsonNodeFactory.instance.objectNode();
        cause.put("errorMessage", messageOf(thrown));
        cause.put("errorType", thrown.getClass().getName());
        ArrayNode frames = cause.putArray("stackTrace");
        for (StackTraceElement frame : thrown.getStackTrace()) {
            frames.add(frame.toString());
        }
        return cause.toString();
    }

    /** An exception that cannot even say what is wrong with it must not keep its task from being failed. */
    private static @Nullable String messageOf(Throwable thrown) {
        try {
            return thrown.getLocalizedMessage();
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }
}
