package dev.tasktoken.history;

import dev.tasktoken.TaskTokenException;

/**
 * An execution has no open task of the state that was asked for, or more than one.
 *
 * <p>Usually the task was answered, or the execution has not come to it yet. The message says what is open. Of the
 * iterations of a Map state, name one by its path.
 */
public final class OpenTaskNotFoundException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    OpenTaskNotFoundException(String message) {
        super(message, null);
    }
}
