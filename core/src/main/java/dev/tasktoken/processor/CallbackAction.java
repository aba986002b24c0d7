package dev.tasktoken.processor;

/**
 * A handler without a result: a {@link TaskHandler} whose state has the output {@code null}.
 *
 * @param <T> the payload's type
 */
@FunctionalInterface
public interface CallbackAction<T> {
    /**
     * Handles one task.
     *
     * @param payload the data beside the token
     * @param task the task itself
     * @throws Exception to fail the task
     */
    void run(T payload, CallbackTask task) throws Exception;
}
