package dev.tasktoken;

import dev.tasktoken.internal.LogText;

/**
 * Another task waits for a decision under the id that a task was to be parked under. Nothing was stored, so the new
 * task cannot be answered by that id. Usually two executions use one id.
 *
 * <p>Thrown out of a handler it fails the new task with {@link TaskFailure#ALREADY_PENDING}, whatever the failure
 * mapper says, so that {@code Catch} can match it. To fail the task under a name of your own, catch it and throw a
 * {@link TaskFailureException}.
 */
public final class AlreadyPendingException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    private static final int LONGEST_ID = 100;

    /**
     * Names the id.
     *
     * @param id the id that is taken; shown up to 100 characters
     */
    public AlreadyPendingException(String id) {
        super("Another task waits for a decision under the id " + LogText.text(id, LONGEST_ID), null);
    }
}
