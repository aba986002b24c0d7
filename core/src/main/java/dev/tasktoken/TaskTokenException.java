package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * The base of what this library throws. Each subclass is one decision of the caller.
 *
 * <p>Messages name keys, paths, types and fingerprints; never a token's text and never a value out of a payload.
 */
public abstract class TaskTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * For exceptions of modules beside core.
     *
     * @param message what failed and what to do; never a token or a payload
     * @param cause what was thrown below; null if nothing was, or if its text may quote a secret
     */
    protected TaskTokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
