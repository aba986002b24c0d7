package dev.tasktoken.pending;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;

/**
 * A stored record of a pending task cannot be read: cut, changed by hand, or written by a newer version of this
 * library.
 *
 * <p>No retry helps. Nothing was answered. Somebody who has the token can still answer the task with
 * {@link TokenResponder}; {@link PendingTasks#forget} makes room under the id. The message names the record, never what
 * is in it.
 */
public final class DamagedRecordException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /**
     * Says which record is damaged.
     *
     * @param message names the record, and quotes nothing of it
     */
    public DamagedRecordException(String message) {
        super(message, null);
    }
}
