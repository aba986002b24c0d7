package dev.tasktoken.history;

import dev.tasktoken.TaskTokenException;
import org.jspecify.annotations.Nullable;

/**
 * The service has no such execution, state machine or Map Run, or keeps no history of it.
 *
 * <p>Usually the ARN is of another Region or account than the client's, or the execution ended more than 90 days ago.
 * Express workflows have no tasks that wait for a token and keep no history.
 */
public final class HistoryNotFoundException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    HistoryNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
