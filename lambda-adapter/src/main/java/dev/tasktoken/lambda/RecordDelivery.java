package dev.tasktoken.lambda;

import dev.tasktoken.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/** The delivery that a record of an event is, whichever service the record came from. */
final class RecordDelivery {
    private RecordDelivery() {}

    /** Starts a delivery; a record without a body has an empty one. */
    static Delivery.Builder of(@Nullable String messageId, @Nullable String body) {
        Delivery.Builder delivery = Delivery.builder(body == null ? "" : body);
        return messageId == null ? delivery : delivery.id(messageId);
    }
}
