package dev.tasktoken;

/**
 * Nothing in the delivery is marked as a task token.
 *
 * <p>Usually the definition never mentions {@code $$.Task.Token}, the key has a name that is no task token by default,
 * or the message is not for this consumer. The message lists the keys looked at. Say where the token is with
 * {@link dev.tasktoken.delivery.CallbackReader.Builder#tokenAt(String) CallbackReader.Builder.tokenAt} or
 * {@link dev.tasktoken.delivery.CallbackReader.Builder#tokenInAttribute(String)
 * CallbackReader.Builder.tokenInAttribute}.
 */
public final class TokenNotFoundException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * For readers of one's own: nothing could be the task token.
     *
     * @param message what failed and what to do; never a token or a payload
     */
    public TokenNotFoundException(String message) {
        super(message, null);
    }
}
