package dev.tasktoken;

import java.time.Duration;

/**
 * Is told what a {@link CallbackProcessor} does, for metrics and traces. It is given the task's fingerprint, never its
 * token, and a {@link Delivery}, which shows no body.
 *
 * <p>For every delivery {@link #received} comes first, if it has a token, and {@link #settled} last, once; between them
 * {@link #worked} if a handler ran, on the thread that processes the delivery. {@link #heartbeatLost} comes from a
 * thread of the library. All of them should return at once; what they throw is logged and otherwise ignored. An
 * implementation must be thread-safe.
 *
 * <pre>{@code
 * CallbackProcessor.builder(responder, Order.class)
 *         .handler(order -> ship(order))
 *         .listener(new CallbackListener() {
 *             public void settled(Delivery delivery, String fingerprint, Settlement settlement, Duration took) {
 *                 metrics.record(settlement.getClass().getSimpleName(), took);
 *             }
 *         })
 *         .build();
 * }</pre>
 */
public interface CallbackListener {
    /**
     * A delivery was read and its token found.
     *
     * @param delivery what arrived
     * @param fingerprint the token's, 12 hexadecimal digits
     */
    default void received(Delivery delivery, String fingerprint) {}

    /**
     * A handler has returned or thrown, or its work was given up at its deadline.
     *
     * @param delivery what arrived
     * @param fingerprint the token's, 12 hexadecimal digits
     * @param took how long it was at work
     */
    default void worked(Delivery delivery, String fingerprint, Duration took) {}

    /**
     * No heartbeat got through for longer than the task's heartbeat timeout, so the task may be lost; or the service
     * said, to a heartbeat, that the task is closed.
     *
     * @param delivery what arrived
     * @param fingerprint the token's, 12 hexadecimal digits
     * @param status {@link TaskStatus#UNKNOWN} or {@link TaskStatus#CLOSED}
     */
    default void heartbeatLost(Delivery delivery, String fingerprint, TaskStatus status) {}

    /**
     * It is decided what becomes of a delivery.
     *
     * @param delivery what arrived
     * @param fingerprint the token's, 12 hexadecimal digits; empty if no token was found
     * @param settlement what becomes of it; the reason of {@link Settlement.Again} can be a handler's own exception,
     *     whose message may hold anything
     * @param took how long it was processed
     */
    default void settled(Delivery delivery, String fingerprint, Settlement settlement, Duration took) {}
}
