package dev.tasktoken;

/**
 * What can be answered: anything that holds the task token of a paused task.
 *
 * <p>A {@link TaskToken}, a {@link dev.tasktoken.delivery.CallbackEnvelope CallbackEnvelope} and a
 * {@link dev.tasktoken.processor.CallbackTask CallbackTask} are one; {@link TokenResponder} takes all three alike.
 * Implement it on a type of your own that carries a token.
 */
@FunctionalInterface
public interface PausedTask {
    /**
     * Returns the token of the task.
     *
     * @return the token, a secret
     */
    TaskToken taskToken();
}
