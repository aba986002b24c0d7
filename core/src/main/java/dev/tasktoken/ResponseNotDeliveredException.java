package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * The answer or heartbeat did not reach the service after all retries that the SDK's retry mode and quota allow:
 * throttling, a 5xx, a timeout or the network.
 *
 * <p>It may work later, and it may even have been accepted with only the response lost: a later try may then be told
 * that the task is closed. Let the delivery come again; do not do the work again if you can help it.
 */
public final class ResponseNotDeliveredException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    ResponseNotDeliveredException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
