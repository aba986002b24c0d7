package dev.tasktoken.lambda;

import dev.tasktoken.delivery.Delivery;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of Lambda's SQS event, read from a stream or from the events library's type. */
interface SqsRecord {
    @Nullable String messageId();

    /** Returns the queue's ARN. */
    @Nullable String queue();

    /** Returns the message's system attributes. */
    @Nullable Map<String, String> systemAttributes();

    /** Converts the record to a delivery; may throw if it is malformed. */
    Delivery delivery(@Nullable Instant deadline);
}
