package dev.tasktoken.lambda;

import dev.tasktoken.delivery.Delivery;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of Lambda's event for a queue, whichever way the event was read. */
interface EventRecord {
    @Nullable String messageId();

    /** The queue's ARN. */
    @Nullable String queue();

    /** What SQS knows of the message. */
    @Nullable Map<String, String> systemAttributes();

    /** Makes a delivery of it; may throw for what is malformed. */
    Delivery delivery(@Nullable Instant deadline);
}
