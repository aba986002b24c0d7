package dev.tasktoken.delivery;

import dev.tasktoken.TaskTokenException;

/**
 * The payload cannot be bound to the type that was asked for.
 *
 * <p>Usually an unknown property, a number that is missing (the default mapper is strict), a missing module (dates), or
 * a pointer that leads nowhere. The message names the path and the type, the module to add, and the subtypes that are
 * known where another was asked for. The value that did not fit is not shown, and neither is Jackson's own message,
 * because it would quote it.
 */
public final class InvalidPayloadException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    InvalidPayloadException(String message) {
        super(message, null);
    }
}
