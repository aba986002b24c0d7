package dev.tasktoken;

import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;

/**
 * What can be answered: anything that holds the task token of a paused task.
 *
 * <p>A {@link TaskToken}, a {@link dev.tasktoken.delivery.CallbackEnvelope CallbackEnvelope} and a
 * {@link dev.tasktoken.processor.CallbackTask CallbackTask} are one; {@link TokenResponder} takes all three alike.
 * Implement it on a type of your own that carries a token.
 */
@FunctionalInterface
public interface PausedTask extends PausedWork {
    /**
     * Returns the token of the task.
     *
     * @return the token, a secret
     * @throws InvalidTaskTokenException if it was read from a message that carries the callback id of a durable
     *     function instead
     */
    TaskToken taskToken();

    @Override
    default WorkId workId() {
        return taskToken();
    }
}
