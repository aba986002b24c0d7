package dev.tasktoken.spring;

import dev.tasktoken.sqs.SqsWorker;

/**
 * Changes the workers of methods with {@link TaskTokenListener} before they are built, after the properties of
 * {@code tasktoken.listener} were applied. Beans of this type are called in Spring's order, for each start of the
 * application context.
 */
@FunctionalInterface
public interface SqsWorkerCustomizer {
    /**
     * Changes a worker.
     *
     * @param listenerId the listener's id
     * @param builder the worker's builder
     */
    void customize(String listenerId, SqsWorker.Builder builder);
}
