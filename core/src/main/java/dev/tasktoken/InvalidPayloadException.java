package dev.tasktoken;

/**
 * The payload cannot be bound to the type that was asked for.
 *
 * <p>Usually an unknown property (the default mapper is strict), a missing module (dates), or a pointer that leads
 * nowhere. The message names the path and the type; the value that did not fit is not shown, and neither is Jackson's
 * own message, because it would quote it.
 */
public final class InvalidPayloadException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    InvalidPayloadException(String message) {
        super(message, null);
    }
}
