package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.delivery.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record in the type of the events library. */
record PojoRecord(@Nullable SQSMessage message) implements SqsRecord {
    /**
     * Returns the event's records. Refuses an event without a list, because an empty response would make Lambda delete
     * its messages.
     */
    static List<SqsRecord> all(SQSEvent event) {
        List<SQSMessage> messages = event.getRecords();
        if (messages == null) {
            throw new IllegalArgumentException(
                    "The event has no list of Records. Usually a JSON mapper expected \"records\";"
                            + " Lambda writes \"Records\"");
        }
        List<SqsRecord> records = new ArrayList<>();
        messages.forEach(message -> records.add(new PojoRecord(message)));
        return records;
    }

    @Override
    public @Nullable String messageId() {
        return message == null ? null : message.getMessageId();
    }

    @Override
    public @Nullable String queue() {
        return message == null ? null : message.getEventSourceArn();
    }

    @Override
    public @Nullable Map<String, String> systemAttributes() {
        return message == null ? null : message.getAttributes();
    }

    @Override
    public Delivery delivery(@Nullable Instant deadline) {
        SQSMessage record = Objects.requireNonNull(message, "message");
        Delivery.Builder delivery =
                RecordDelivery.of(record.getMessageId(), record.getBody()).systemAttributes(record.getAttributes());
        Map<String, MessageAttribute> attributes = record.getMessageAttributes();
        if (attributes != null) {
            attributes.forEach((name, attribute) -> {
                String type = attribute == null ? null : attribute.getDataType();
                delivery.attribute(name, type, attribute == null ? null : attribute.getStringValue());
            });
        }
        return deadline == null ? delivery.build() : delivery.deadline(deadline).build();
    }

    /** Shows the message's id; its body is a secret. */
    @Override
    public String toString() {
        return "PojoRecord[" + messageId() + "]";
    }
}
