package dev.tasktoken.delivery;

import dev.tasktoken.TaskTokenException;

/**
 * The delivery has no token in its attributes and a body that cannot be read as JSON.
 *
 * <p>Not JSON, nested more than 1,000 deep (the limit of the default mapper), or larger than the mapper allows. No
 * retry helps; the delivery belongs into the dead-letter queue.
 */
public final class UnreadableDeliveryException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    UnreadableDeliveryException(String message) {
        super(message, null);
    }
}
