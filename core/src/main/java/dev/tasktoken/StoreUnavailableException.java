package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * The store of pending tasks did not take or give a record after its retries: a 5xx, throttling, a timeout or the
 * network.
 *
 * <p>Repeat the call later: parking is idempotent, and the repeated call finds an answer that was recorded although the
 * response was lost. A {@link dev.tasktoken.pending.TokenStore TokenStore} of your own throws it too.
 */
public final class StoreUnavailableException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * Says that the store could not be reached.
     *
     * @param message what was tried; it must hold no token and no record's text
     * @param cause what was thrown; it must quote neither
     */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
