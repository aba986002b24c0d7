package dev.tasktoken.processor;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import org.jspecify.annotations.Nullable;

/**
 * Does what a task stands for and returns its result. Must be thread-safe if deliveries are processed in parallel.
 *
 * <p>What it returns is the output of the state: any object the codec can write, {@code null}, or a
 * {@code CompletionStage} or {@code Future} of one, which is awaited. A result that holds one of these inside, or a
 * reactive {@code Publisher} anywhere, fails the task with {@link TaskFailure#OUTPUT_NOT_SERIALIZABLE}. What it throws
 * fails the task: a {@link TaskFailureException} under its own name, another exception as Lambda would report it.
 * {@link RedeliveryRequestedException}, a {@link StoreUnavailableException} or {@link AnswerNotDeliveredException} and
 * an interruption send nothing, and the delivery is redelivered. The same holds for an {@code Error},
 * {@code StackOverflowError} included; any other {@code VirtualMachineError} passes through.
 *
 * @param <T> the payload's type
 */
@FunctionalInterface
public interface TaskHandler<T> {
    /**
     * Handles one task.
     *
     * @param payload the data beside the token
     * @param task the task itself: its idempotency key, heartbeat, deferral
     * @return the output of the state
     * @throws Exception to fail the task
     */
    @Nullable Object handle(T payload, CallbackTask task) throws Exception;
}
