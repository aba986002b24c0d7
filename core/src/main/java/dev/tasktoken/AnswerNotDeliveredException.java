package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * The answer or heartbeat did not reach the service after all retries that the SDK's retry mode and quota allow:
 * throttling, a 5xx, a timeout or the network. Or a proxy sent a page in HTML in place of the service's response.
 *
 * <p>The same call may succeed later. The service may even have accepted this one, with only the response lost: a later
 * try then finds the task closed. Let the delivery be redelivered, and avoid repeating the work if you can.
 */
public final class AnswerNotDeliveredException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    AnswerNotDeliveredException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
