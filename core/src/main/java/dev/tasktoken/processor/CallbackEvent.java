package dev.tasktoken.processor;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a {@link CallbackListener} may know of a delivery and its task: neither token nor payload. Immutable.
 *
 * @param deliveryId the transport's name for the delivery, a message id for instance; empty if it has none
 * @param receiveCount how often the transport has delivered it, this time included; empty if unknown
 * @param fingerprint the token's, 12 hexadecimal digits; empty if no token was found
 */
public record CallbackEvent(String deliveryId, OptionalInt receiveCount, String fingerprint) {
    /**
     * Checks that nothing is missing.
     *
     * @param deliveryId the delivery's name
     * @param receiveCount how often it was delivered
     * @param fingerprint the token's
     */
    public CallbackEvent {
        Objects.requireNonNull(deliveryId, "deliveryId");
        Objects.requireNonNull(receiveCount, "receiveCount");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }
}
