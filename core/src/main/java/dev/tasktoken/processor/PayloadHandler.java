package dev.tasktoken.processor;

import org.jspecify.annotations.Nullable;

/**
 * The short form of {@link TaskHandler}, for a handler that needs nothing but the payload.
 *
 * @param <T> the payload's type
 */
@FunctionalInterface
public interface PayloadHandler<T> {
    /**
     * Handles one task.
     *
     * @param payload the data beside the token
     * @return the output of the state
     * @throws Exception to fail the task
     */
    @Nullable Object handle(T payload) throws Exception;
}
