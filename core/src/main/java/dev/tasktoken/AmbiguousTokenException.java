package dev.tasktoken;

/**
 * The delivery carries two different values that could be its task token.
 *
 * <p>The library does not guess, because answering the wrong task cannot be undone. Usually one is the token of a
 * parent workflow. The message lists the places; say which with
 * {@link dev.tasktoken.delivery.CallbackReader.Builder#tokenAt(String) CallbackReader.Builder.tokenAt}.
 */
public final class AmbiguousTokenException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * For readers of one's own: more than one value could be the task token.
     *
     * @param message what failed and what to do; never a token or a payload
     */
    public AmbiguousTokenException(String message) {
        super(message, null);
    }
}
