package dev.tasktoken.processor;

import dev.tasktoken.TaskStatus;
import java.time.Duration;

/**
 * Is notified of what a {@link CallbackProcessor} does, for metrics and traces. It receives names and a fingerprint,
 * never a token.
 *
 * <p>For every delivery, the processor calls {@link #received} first, if the delivery has a token, then
 * {@link #handled} if a handler began. It calls {@link #settled} last and once, unless a {@code VirtualMachineError}
 * (other than {@code StackOverflowError}) passes through the processor. It makes these calls on the thread that
 * processes the delivery. A thread of the library calls {@link #heartbeatLost}, possibly late, even after
 * {@link #settled}. All methods should return at once; what they throw is logged and otherwise ignored. An
 * implementation must be thread-safe.
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
     * A handler has returned or thrown, or was given up at its deadline.
     *
     * @param event which
     * @param took how long it ran
     */
    default void handled(CallbackEvent event, Duration took) {}

    /**
     * While a handler ran, no heartbeat was delivered for longer than the task's heartbeat timeout, so the task may
     * have timed out. Or the service replied to a heartbeat that the task is closed.
     *
     * @param event which
     * @param status {@link TaskStatus#UNKNOWN} or {@link TaskStatus#CLOSED}
     */
    default void heartbeatLost(CallbackEvent event, TaskStatus status) {}

    /**
     * A delivery is settled, or will be redelivered.
     *
     * @param event which
     * @param settlement the result; the reason of {@link Settlement.Redeliver} can be a handler's own exception, whose
     *     message may hold anything
     * @param took how long it was processed
     */
    default void settled(CallbackEvent event, Settlement settlement, Duration took) {}
}
