package dev.tasktoken.sqs;

import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link SqsWorker} is doing, at one moment: for health checks and metrics. Counts are since its start, taken
 * one after the other while work goes on, and hold no payload. Immutable and thread-safe.
 *
 * @param state where it is in its life
 * @param inFlight messages whose handler runs, or whose answer is being sent; at most twice the concurrency
 * @param received messages that the queue handed to it
 * @param settled tasks by their settlement
 * @param again messages whose work ended so that they are redelivered; not those that were released unstarted
 * @param deleted messages that were deleted
 * @param virtualMachineErrors handlers that died of a {@code VirtualMachineError}; a process that ran out of memory may
 *     have to be started anew, which the worker leaves to whoever runs it
 * @param receiving whether the queue can be reached
 */
public record SqsWorkerStatus(
        State state,
        int inFlight,
        long received,
        Settled settled,
        long again,
        long deleted,
        long virtualMachineErrors,
        Receiving receiving) {

    /** Where a worker is in its life; it goes through these in order, once. */
    public enum State {
        /** Built, not started. */
        NEW,
        /** Polls and works. */
        RUNNING,
        /** Polls no more; what is in flight is finished or released. */
        STOPPING,
        /** Done. */
        STOPPED
    }

    /**
     * Tasks whose message was settled.
     *
     * @param succeeded the result was sent
     * @param failed the task was failed
     * @param alreadyClosed no work was done, for the task was closed
     * @param deferred the answer comes from somewhere else
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
     * Whether the queue can be reached.
     *
     * @param lastPoll when a poll last ended well, with or without messages; empty before the first
     * @param consecutiveFailures polls that failed since then
     * @param lastFailure what the last of these said: the exception's type and the service's error code; empty if none
     *     failed
     */
    public record Receiving(Optional<Instant> lastPoll, int consecutiveFailures, Optional<String> lastFailure) {}

    /**
     * Returns whether messages can arrive: it runs, and the last poll did not fail.
     *
     * @return true from the start on, until a poll fails or the worker stops
     */
    public boolean isReceiving() {
        return state == State.RUNNING && receiving.consecutiveFailures() == 0;
    }
}
