package dev.tasktoken;

import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;

/**
 * What can be answered: anything that holds the id of a callback that a Lambda durable function waits for.
 *
 * <p>A {@link CallbackId}, a {@link dev.tasktoken.delivery.CallbackEnvelope CallbackEnvelope} and a
 * {@link dev.tasktoken.processor.CallbackTask CallbackTask} are one. Implement it on a type of your own that carries an
 * id.
 */
@FunctionalInterface
public interface PausedCallback extends PausedWork {
    /**
     * Returns the id of the callback.
     *
     * @return the id, a secret
     * @throws InvalidTaskTokenException if it was read from a message that carries the token of a Step Functions task
     *     instead
     */
    CallbackId callbackId();

    @Override
    default WorkId workId() {
        return callbackId();
    }
}
