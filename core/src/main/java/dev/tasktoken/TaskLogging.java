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

    private final Map<String, @Nullable String> before = new HashMap<>();

    private TaskLogging() {}

    /** Sets the keys; to be ended on the same thread. */
    static TaskLogging begin(CallbackEnvelope envelope) {
        TaskLogging logging = new TaskLogging();
        for (Map.Entry<String, String> key : keys(envelope).entrySet()) {
            logging.before.put(key.getKey(), MDC.get(key.getKey()));
            MDC.put(key.getKey(), key.getValue());
        }
        return logging;
    }

    /** Gives back what was there before. */
    void end() {
        for (Map.Entry<String, @Nullable String> key : before.entrySet()) {
            String value = key.getValue();
            if (value == null) {
                MDC.remove(key.getKey());
            } else {
                MDC.put(key.getKey(), value);
            }
        }
    }

    static Map<String, String> keys(CallbackEnvelope envelope) {
        Map<String, String> keys = new HashMap<>(envelope.contextNames());
        keys.put(TASK, envelope.taskToken().fingerprint());
        return keys;
    }
}
