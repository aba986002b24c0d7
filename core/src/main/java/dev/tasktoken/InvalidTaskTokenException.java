package dev.tasktoken;

/**
 * The text is not a task token, or not a callback id: empty, too long, what comes in its place by mistake (see
 * {@link TaskToken#of} and {@link CallbackId#of}), of the other kind, or refused by the service.
 *
 * <p>No retry helps. The delivery belongs into the dead-letter queue, and usually the definition into review. When the
 * service refused it, the token may have been damaged on its way (a {@code +} lost in a link, a cut column).
 */
public final class InvalidTaskTokenException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * For readers of one's own: the text is no task token.
     *
     * @param message what failed and what to do; never a token or a payload
     */
    public InvalidTaskTokenException(String message) {
        super(message, null);
    }
}
