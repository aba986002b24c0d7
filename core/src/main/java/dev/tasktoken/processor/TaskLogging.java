package dev.tasktoken.processor;

import dev.tasktoken.delivery.CallbackEnvelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;

/**
 * Sets the logging context (MDC) of the thread that runs the handler, so that log lines can show which task they belong
 * to.
 */
final class TaskLogging {
    static final String TASK = "tasktoken.task";
    static final String EXECUTION = "tasktoken.execution";
    static final String STATE = "tasktoken.state";

    private static final List<String> KEYS = List.of(TASK, EXECUTION, STATE);

    private final Map<String, @Nullable String> before = new HashMap<>();
    private final MDCAdapter context;
    private final boolean isKept;

    private TaskLogging(MDCAdapter context) {
        this.context = context;
        this.isKept = !(context instanceof NOPMDCAdapter); // else no hash is needed
    }

    /** Sets the keys, or removes those of another task. Call {@link #end} on the same thread. */
    static TaskLogging begin(CallbackEnvelope envelope) {
        return begin(envelope, MDC.getMDCAdapter());
    }

    static TaskLogging begin(CallbackEnvelope envelope, MDCAdapter context) {
        TaskLogging logging = new TaskLogging(context);
        if (logging.isKept) {
            Map<String, String> known = keys(envelope);
            for (String key : KEYS) {
                logging.before.put(key, context.get(key));
                logging.set(key, known.get(key));
            }
        }
        return logging;
    }

    /** Restores the values from before. */
    void end() {
        if (isKept) {
            for (String key : KEYS) {
                set(key, before.get(key));
            }
        }
    }

    static Map<String, String> keys(CallbackEnvelope envelope) {
        Map<String, String> keys = new HashMap<>();
        envelope.executionArn().ifPresent(arn -> keys.put(EXECUTION, arn));
        envelope.stateName().ifPresent(name -> keys.put(STATE, name));
        keys.put(TASK, envelope.workId().fingerprint());
        return keys;
    }

    private void set(String key, @Nullable String value) {
        if (value == null) {
            context.remove(key);
        } else {
            context.put(key, value);
        }
    }
}
