package dev.tasktoken.processor;

import dev.tasktoken.delivery.Delivery;

/**
 * When a heartbeat asks, before the handler runs, whether the task is still open. Costs one call of
 * {@code SendTaskHeartbeat} and its permission. If the call is denied, throttled or not answered, a warning is logged
 * and the handler runs all the same, unless {@link CallbackProcessor.Builder#requireDuplicateCheck} is set: then the
 * delivery is redelivered. A made-up delivery, to prime a function, needs a processor whose handler does nothing.
 */
public enum DuplicateCheck {
    /** The default: on redeliveries (a receive count above 1), and always where the transport does not count. */
    ON_REDELIVERY {
        @Override
        boolean appliesTo(Delivery delivery) {
            return delivery.receiveCount().orElse(2) > 1;
        }
    },

    /** Before every run of the handler. */
    ALWAYS {
        @Override
        boolean appliesTo(Delivery delivery) {
            return true;
        }
    },

    /** Never. */
    NEVER {
        @Override
        boolean appliesTo(Delivery delivery) {
            return false;
        }
    };

    abstract boolean appliesTo(Delivery delivery);
}
