package dev.tasktoken.resend;

import dev.tasktoken.TaskTokenException;
import org.jspecify.annotations.Nullable;

/**
 * The call that sends a message again failed. The task may still be open: a call whose response was lost may have been
 * received.
 *
 * <p>Usually a permission is missing, the queue, topic or function was deleted, or the client is of another Region. If
 * only the response was lost, the message was sent. So another try may send it twice, which a consumer with a duplicate
 * check tolerates.
 */
public final class ResendFailedException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    ResendFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
