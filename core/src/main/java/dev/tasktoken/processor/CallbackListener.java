package dev.tasktoken.processor;

import dev.tasktoken.TaskStatus;
import java.time.Duration;

/**
 * Is told what a {@link CallbackProcessor} does, for metrics and traces. It is given names and a fingerprint, never a
 * token.
 *
 * <p>For every delivery {@link #received} comes first, if it has a token, and {@link #settled} last, once, unless a
 * {@code VirtualMachineError} (other than {@code StackOverflowError}) passes through the processor; between them
 * {@link #worked} if its work began. These come on the thread that processes the delivery. {@link #heartbeatLost} comes
 * from a thread of the library and can be late, even behind {@link #settled}. All of them should return at once; what
 * they throw is logged and otherwise ignored. An implementation must be thread-safe.
 *
 * <pre>{@code
 * CallbackProcessor.builder(responder, Order.class)
 *         .handler(order -> ship(order))
 *         .listener(new CallbackListener() {
 *             public void settled(CallbackEvent event, Settlement settlement, Duration took) {
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
     * @param event which
     */
    default void received(CallbackEvent event) {}

    /**
     * A handler has returned or thrown, or its work was given up at its deadline.
     *
     * @param event which
     * @param took how long it was at work
     */
    default void worked(CallbackEvent event, Duration took) {}

    /**
     * While a handler was at work, no heartbeat got through for longer than the task's heartbeat timeout, so the task
     * may be lost; or the service said, to a heartbeat, that the task is closed.
     *
     * @param event which
     * @param status {@link TaskStatus#UNKNOWN} or {@link TaskStatus#CLOSED}
     */
    default void heartbeatLost(CallbackEvent event, TaskStatus status) {}

    /**
     * It is decided what becomes of a delivery.
     *
     * @param event which
     * @param settlement what becomes of it; the reason of {@link Settlement.Again} can be a handler's own exception,
     *     whose message may hold anything
     * @param took how long it was processed
     */
    default void settled(CallbackEvent event, Settlement settlement, Duration took) {}
}
