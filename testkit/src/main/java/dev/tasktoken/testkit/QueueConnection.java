package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.functions.EventSourceMapping;
import java.time.Duration;

/**
 * A queue that is connected with a function: an event source mapping that is enabled until it is closed. Made by
 * {@link LocalStepFunctions#connectQueue(String, String)}. Thread-safe.
 *
 * <p>It ends with its {@link LocalStepFunctions}; close it to disconnect the queue earlier.
 */
public final class QueueConnection implements AutoCloseable {
    private final EventSourceMapping mapping;
    private final Duration patience;

    QueueConnection(EventSourceMapping mapping, Duration patience) {
        this.mapping = mapping;
        this.patience = patience;
    }

    /**
     * Disconnects the queue: waits until it is not polled any more and invocations under way have ended, each at most
     * {@linkplain LocalStepFunctions.Builder#patience as long as usual} in real time. Closing twice is harmless.
     *
     * @throws IllegalStateException if the thread is interrupted
     */
    @Override
    public void close() {
        mapping.stop(patience);
        mapping.awaitEnd(patience);
    }

    /** Polls and invokes nothing any more, and waits for nothing. */
    void beginStop() {
        mapping.beginStop();
    }
}
