package dev.tasktoken;

/**
 * Nothing in the delivery is marked as a task token.
 *
 * <p>Usually the definition never mentions {@code $$.Task.Token}, the key has a name that is no task token by default,
 * or the message is not for this consumer. The message lists the keys looked at. Say where the token is with
 * {@link CallbackReader.Builder#tokenAt(String)} or {@link CallbackReader.Builder#tokenInAttribute(String)}.
 */
public final class TokenNotFoundException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    TokenNotFoundException(String message) {
        super(message, null);
    }
}
