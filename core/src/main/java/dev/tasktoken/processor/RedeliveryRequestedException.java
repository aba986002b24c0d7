package dev.tasktoken.processor;

import dev.tasktoken.TaskTokenException;

/**
 * Asks for the delivery to come again, without an answer to its task.
 *
 * <p>A handler throws it when the work cannot be done now but may be later. Nothing is sent; the delivery's own
 * redelivery (a queue's visibility timeout and {@code maxReceiveCount}) decides when it comes again and how often.
 */
public final class RedeliveryRequestedException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * Asks for the delivery to come again.
     *
     * @param reason why, for the log; it must hold no token and nothing secret
     */
    public RedeliveryRequestedException(String reason) {
        super(reason, null);
    }
}
