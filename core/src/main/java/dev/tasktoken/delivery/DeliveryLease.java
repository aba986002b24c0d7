package dev.tasktoken.delivery;

import java.time.Duration;

/**
 * Keeps a delivery from being redelivered while its handler runs: for SQS, the message's visibility timeout.
 *
 * <p>A transport sets it on the delivery ({@link Delivery.Builder#lease}).
 * {@link dev.tasktoken.processor.CallbackProcessor#process CallbackProcessor.process} renews it from the moment it
 * takes the delivery until it settles or releases it, whether or not the task itself has heartbeats.
 *
 * <p>Must be thread-safe. The library calls {@link #renew()} from a thread of its own, never twice at once for one
 * delivery. A call can still be running when {@code process} returns.
 */
public interface DeliveryLease {
    /**
     * Returns the time between two renewals. A third of the time for which one renewal lasts leaves room for two failed
     * renewals.
     *
     * @return at least 1 ms; asked once
     */
    Duration renewEvery();

    /**
     * Renews the lease. If it throws, the library logs the exception and retries sooner.
     *
     * @return whether it can be renewed further; false once the transport's limit is reached (SQS: 12 hours after the
     *     message was received; SQS API reference, {@code ChangeMessageVisibility})
     */
    boolean renew();

    /**
     * Called when the handler has ended, or is not going to run, and an answer is about to be sent. The caller of
     * {@code process} can start the next delivery now, although {@code process} has not returned: the answer may be
     * resent for as long as the processor's {@code retryAnswerFor}. The lease is renewed until {@code process} returns.
     * Not called where nothing is sent. Does nothing by default.
     */
    default void handlerEnded() {}
}
