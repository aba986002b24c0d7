package dev.tasktoken.pending;

import dev.tasktoken.TaskTokenException;
import org.jspecify.annotations.Nullable;

/**
 * The store of pending tasks refused the call, and a person must change something before it works. Usual reasons are a
 * missing permission, a bucket that does not exist, or a key that is disabled.
 *
 * <p>Nothing was lost: repeat the call when the reason is removed. A {@link TokenStore} of your own throws it too.
 */
public final class StoreNotPermittedException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * Says that the store refused.
     *
     * @param message what was refused and what to change; it must hold no token and no record's text
     * @param cause what was thrown; it must quote neither
     */
    public StoreNotPermittedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
