package dev.tasktoken;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What log lines that are written for a task can show of it: the logging context (MDC) of the thread that works. */
final class TaskLogging {
    static final String TASK = "tasktoken.task";
    static final String EXECUTION = "tasktoken.execution";
    static final String STATE = "tasktoken.state";

    private TaskLogging() {}

    /** Sets the keys; the returned end gives back what was there before. */
    static Runnable begin(CallbackEnvelope envelope) {
        Map<String, @Nullable String> before = new HashMap<>();
        keys(envelope).forEach((key, value) -> {
            before.put(key, MDC.get(key));
            MDC.put(key, value);
        });
        return () -> before.forEach(TaskLogging::restore);
    }

    static Map<String, String> keys(CallbackEnvelope envelope) {
        Map<String, String> keys = new HashMap<>(envelope.contextNames());
        keys.put(TASK, envelope.taskToken().fingerprint());
        return keys;
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
