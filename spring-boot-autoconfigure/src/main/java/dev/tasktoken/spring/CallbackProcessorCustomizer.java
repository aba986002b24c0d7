package dev.tasktoken.spring;

import dev.tasktoken.processor.CallbackProcessor;

/**
 * Changes the processors of listener methods before they are built. A bean of this type is called once for each method
 * with {@link TaskTokenListener}, and for each method with {@code @SqsListener} that takes a {@code CallbackTask},
 * after the properties of {@code tasktoken.listener} were applied. Several are called in Spring's order.
 */
@FunctionalInterface
public interface CallbackProcessorCustomizer {
    /**
     * Changes a processor.
     *
     * @param listenerId the listener's id; of an {@code @SqsListener}, the annotation's or the method's name
     * @param builder the processor's builder, with its handler
     */
    void customize(String listenerId, CallbackProcessor.Builder<?> builder);
}
