package dev.tasktoken.internal;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Where something was thrown, for the log at DEBUG: without messages, which may quote a token or a payload. */
public final class StackTraces {
    private static final int SHOWN = 30;

    private StackTraces() {}

    public static void debug(Logger log, Throwable thrown) {
        if (log.isDebugEnabled()) {
            String frames = Stream.of(thrown.getStackTrace())
                    .limit(SHOWN)
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining());
            log.debug("{}{}", thrown.getClass().getName(), frames);
        }
    }
}
