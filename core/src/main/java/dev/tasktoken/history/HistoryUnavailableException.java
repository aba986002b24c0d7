package dev.tasktoken.history;

import dev.tasktoken.TaskTokenException;
import org.jspecify.annotations.Nullable;

/**
 * A call did not succeed after its retries: throttling that went on, a 5xx, a timeout or the network.
 *
 * <p>Nothing was changed. Try again later; a scan goes on at {@link OpenTaskScan#position()}. If the service throttled,
 * set fewer {@link OpenTasks.Builder#callsPerSecond}.
 */
public final class HistoryUnavailableException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    HistoryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
