package dev.tasktoken.sqs;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of a {@link SqsWorker} at one moment, for health checks and metrics. Counts start when the worker starts.
 * They are read one after the other while handlers run, so they may differ by a few messages. Immutable and
 * thread-safe.
 *
 * @param state the worker's state
 * @param inFlight messages whose handler runs, or whose answer is being sent; at most twice the concurrency
 * @param received messages that the worker received
 * @param settled settled messages, by their settlement
 * @param redelivered messages that were processed and are redelivered; not those that were released before their
 *     handler started
 * @param deleted messages that the worker deleted
 * @param virtualMachineErrors handlers that threw a {@code VirtualMachineError}; after an {@code OutOfMemoryError} the
 *     process may need a restart, which the worker never does by itself
 * @param receiving whether polls succeed
 */
public record SqsWorkerStatus(
        State state,
        int inFlight,
        long received,
        Settled settled,
        long redelivered,
        long deleted,
        long virtualMachineErrors,
        Receiving receiving) {

    /** The states of a worker, which it passes once and in this order. */
    public enum State {
        /** Built, not started. */
        NEW,
        /** Polls the queue and runs handlers. */
        RUNNING,
        /** Receives nothing more; finishes or releases the messages in flight. */
        STOPPING,
        /** The stop has ended. */
        STOPPED
    }

    /**
     * Counts settled messages.
     *
     * @param succeeded tasks that succeeded
     * @param failed tasks that were failed
     * @param alreadyClosed tasks that were closed before a handler or an answer
     * @param deferred tasks that something else answers later
     */
    public record Settled(long succeeded, long failed, long alreadyClosed, long deferred) {
        /**
         * Returns how many messages were settled.
         *
         * @return the sum
         */
        public long total() {
            return succeeded + failed + alreadyClosed + deferred;
        }
    }

    /**
     * Reports whether polls succeed.
     *
     * @param lastPoll when a poll last succeeded, with or without messages; empty before the first
     * @param consecutiveFailures polls that failed since the last success
     * @param lastFailure the service's error code and HTTP status of the last failed poll, behind the permission that
     *     is missing if one is, or the exception's type and that of its cause; empty if none failed since the last
     *     success
     */
    public record Receiving(Optional<Instant> lastPoll, int consecutiveFailures, Optional<String> lastFailure) {}

    /**
     * Returns whether the worker can receive messages: it is running, and the last poll did not fail.
     *
     * @return true from the start until a poll fails or the worker stops
     */
    public boolean isReceiving() {
        return state == State.RUNNING && receiving.consecutiveFailures() == 0;
    }
}
