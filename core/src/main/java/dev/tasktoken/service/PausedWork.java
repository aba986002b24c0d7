package dev.tasktoken.service;

/**
 * What can be answered: anything that holds the id of paused work, of whatever kind.
 *
 * <p>{@link dev.tasktoken.PausedTask PausedTask} and {@link dev.tasktoken.PausedCallback PausedCallback} are the two
 * kinds. Implement one of these on a type of your own.
 */
public interface PausedWork {
    /**
     * Returns the id of the work.
     *
     * @return a {@link dev.tasktoken.TaskToken TaskToken} or a {@link dev.tasktoken.CallbackId CallbackId}; a secret
     */
    WorkId workId();
}
