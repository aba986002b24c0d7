package dev.tasktoken.benchmarks;

import dev.tasktoken.processor.CallbackProcessor;

/** A way to receive a queue's messages, process them with 50 handlers, and delete them. */
@FunctionalInterface
interface QueueConsumer {
    /** Starts it; closing what is returned stops it and closes its clients. */
    AutoCloseable start(Loopback queue, String url, CallbackProcessor<Order> processor);
}
