package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * The service refused the caller, and a person must change something before it succeeds: a missing permission, another
 * account's credentials, or the state machine's KMS key.
 *
 * <p>{@link #permission()} names what is missing. {@code SendTask*} cannot be scoped to one token, but to the state
 * machine's account: the caller must be in the workflow's account.
 */
public final class AnswerNotPermittedException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /** As IAM spells it. */
    private final String permission;

    AnswerNotPermittedException(String message, String permission, @Nullable Throwable cause) {
        super(message, cause);
        this.permission = permission;
    }

    /**
     * Returns the permission that is missing, as IAM spells it.
     *
     * @return for instance {@code states:SendTaskHeartbeat}
     */
    public String permission() {
        return permission;
    }
}
