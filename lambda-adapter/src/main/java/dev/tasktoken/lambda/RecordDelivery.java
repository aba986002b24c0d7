package dev.tasktoken.lambda;

import dev.tasktoken.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/** Converts a record of an event to a delivery. */
final class RecordDelivery {
    private RecordDelivery() {}

    /** Starts a delivery. A record without a body gets an empty one. */
    static Delivery.Builder of(@Nullable String messageId, @Nullable String body) {
        Delivery.Builder delivery = Delivery.builder(body == null ? "" : body);
        return messageId == null ? delivery : delivery.id(messageId);
    }
}
