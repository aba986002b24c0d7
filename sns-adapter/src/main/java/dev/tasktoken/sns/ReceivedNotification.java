package dev.tasktoken.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.Delivery;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a notification is to this library, whichever foreign type it came in. Names no type of an optional library, so
 * that it loads where only one of them is present. SNS does not count receives, so the count stays unknown.
 */
final class ReceivedNotification {
    private ReceivedNotification() {}

    /** Starts a delivery; a notification without a message has an empty one. */
    static Delivery.Builder delivery(@Nullable String messageId, @Nullable String message) {
        Delivery.Builder delivery = Delivery.builder(message == null ? "" : message);
        if (messageId != null) {
            delivery.id(messageId);
        }
        return delivery;
    }

    /**
     * Adds a message attribute if it is text; a number is text too, and anything of the type Binary is not. A Binary
     * one that is named like a token is added as an empty one, so that no other token takes its place.
     */
    static void attribute(
            Delivery.Builder delivery, @Nullable String name, @Nullable String type, @Nullable String value) {
        boolean binary = type != null && type.startsWith("Binary");
        if (name != null && value != null && !binary) {
            delivery.attribute(name, value);
        } else if (name != null && binary && mayNameAToken(name)) {
            delivery.attribute(name, "");
        }
    }

    private static boolean mayNameAToken(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").endsWith("token");
    }

    /** Adds the attributes of {@code "MessageAttributes":{name:{"Type","Value"}}}; what is shaped otherwise is not. */
    static void attributes(Delivery.Builder delivery, JsonNode attributes) {
        attributes
                .properties()
                .forEach(entry -> attribute(
                        delivery,
                        entry.getKey(),
                        entry.getValue().path("Type").textValue(),
                        entry.getValue().path("Value").textValue()));
    }
}
