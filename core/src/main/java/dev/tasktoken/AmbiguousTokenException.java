package dev.tasktoken;

/**
 * The delivery carries two different values that could be its task token.
 *
 * <p>The library does not guess, because answering the wrong task cannot be undone. Usually one is the token of a
 * parent workflow. The message lists the places; say which with {@link CallbackReader.Builder#tokenAt(String)}.
 */
public final class AmbiguousTokenException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    AmbiguousTokenException(String message) {
        super(message, null);
    }
}
