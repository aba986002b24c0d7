package dev.tasktoken.sqs;

import dev.tasktoken.Delivery;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a message of SQS is to this library, whichever foreign type it came in. Names no type of either optional
 * library, so that it loads where only one of them is present.
 */
final class ReceivedMessage {
    static final String RECEIVE_COUNT = "ApproximateReceiveCount";
    static final String GROUP_ID = "MessageGroupId";

    /** Says, in a dead-letter queue, which queue gave the message up: {@code CallbackProcessor.deadLetters} tells. */
    private static final String DEAD_LETTER_SOURCE = "DeadLetterQueueSourceArn";

    private static final Logger LOG = LoggerFactory.getLogger("dev.tasktoken.sqs");

    private ReceivedMessage() {}

    /** Starts a delivery; a message without a body has an empty one. */
    static Delivery.Builder delivery(
            @Nullable String messageId, @Nullable String body, @Nullable Map<String, String> systemAttributes) {
        Delivery.Builder delivery = Delivery.builder(body == null ? "" : body);
        if (messageId != null) {
            delivery.id(messageId);
        }
        String source = systemAttributes == null ? null : systemAttributes.get(DEAD_LETTER_SOURCE);
        if (source != null) {
            delivery.attribute(DEAD_LETTER_SOURCE, source);
        }
        int receives = receiveCount(systemAttributes);
        if (receives > 0) {
            delivery.receiveCount(receives);
        }
        return delivery;
    }

    /**
     * Adds a message attribute if it is text; a number is text too, and anything of the type Binary is not. A Binary
     * one that is named like a token is added as an empty one, so that no other token takes its place.
     */
    static void attribute(
            Delivery.Builder delivery, @Nullable String name, @Nullable String dataType, @Nullable String value) {
        boolean binary = dataType != null && dataType.startsWith("Binary");
        if (name != null && value != null && !binary) {
            delivery.attribute(name, value);
        } else if (name != null && binary && mayNameAToken(name)) {
            delivery.attribute(name, "");
        }
    }

    private static boolean mayNameAToken(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").endsWith("token");
    }

    /** The count, or 0 if it is missing or malformed: then the check for duplicates always runs, which is safe. */
    static int receiveCount(@Nullable Map<String, String> systemAttributes) {
        String text = systemAttributes == null ? null : systemAttributes.get(RECEIVE_COUNT);
        if (text == null) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            LOG.debug("An {} is not a number", RECEIVE_COUNT);
            return 0;
        }
    }
}
