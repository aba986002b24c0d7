package dev.tasktoken.sqs;

import dev.tasktoken.delivery.Delivery;
import software.amazon.awssdk.services.sqs.model.Message;

/** Converts the SDK's messages to deliveries. */
final class SqsDeliveries {
    private SqsDeliveries() {}

    /** Starts a delivery. A message without a body gets an empty one. */
    static Delivery.Builder delivery(Message message) {
        Delivery.Builder delivery = Delivery.builder(message.body() == null ? "" : message.body())
                .systemAttributes(message.attributesAsStrings());
        if (message.messageId() != null) {
            delivery.id(message.messageId());
        }
        message.messageAttributes().forEach((name, attribute) -> {
            if (attribute != null) {
                delivery.attribute(name, attribute.dataType(), attribute.stringValue());
            }
        });
        return delivery;
    }

    /** Returns the receive count, or 0 if it is missing or malformed. */
    static int receiveCount(Message message) {
        return delivery(message).build().receiveCount().orElse(0);
    }
}
