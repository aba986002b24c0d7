package dev.tasktoken.processor;

import dev.tasktoken.TaskTokenException;

/**
 * Requests that the delivery is redelivered, without an answer to its task.
 *
 * <p>A handler throws it when it cannot do its work now but may later. Nothing is sent. The transport (a queue's
 * visibility timeout and {@code maxReceiveCount}) decides when the delivery is redelivered, and how often.
 */
public final class RedeliveryRequestedException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * Requests that the delivery is redelivered.
     *
     * @param reason why, for the log; it must hold no token and nothing secret
     */
    public RedeliveryRequestedException(String reason) {
        super(reason, null);
    }
}
