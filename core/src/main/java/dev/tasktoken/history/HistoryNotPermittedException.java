package dev.tasktoken.history;

import dev.tasktoken.TaskTokenException;
import org.jspecify.annotations.Nullable;

/**
 * The service refused the caller, and a person must change something before histories can be read: a missing
 * permission, or another account's credentials.
 */
public final class HistoryNotPermittedException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /** As IAM spells it. */
    private final String permission;

    HistoryNotPermittedException(String message, String permission, @Nullable Throwable cause) {
        super(message, cause);
        this.permission = permission;
    }

    /**
     * Returns the permission that is missing, as IAM spells it.
     *
     * @return for instance {@code states:GetExecutionHistory}
     */
    public String permission() {
        return permission;
    }
}
