package dev.tasktoken.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenLike;
import dev.tasktoken.internal.TokenName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in the parameters of a call, and the parts of the parameters that are read as it. What is in no part is
 * seen by no receiver as a token, but may be the task's own.
 *
 * @param delivery the message as its receiver reads it
 * @param parts the very nodes that it was made of
 */
record SentMessage(Delivery delivery, List<JsonNode> parts) {
    /** Sets up a message. */
    static final class Builder {
        private final Delivery.Builder delivery;
        private final List<JsonNode> parts = new ArrayList<>();
        private final Map<String, String> attributes = new LinkedHashMap<>();

        Builder(String body) {
            this.delivery = Delivery.builder(body);
        }

        Builder part(JsonNode node) {
            parts.add(node);
            return this;
        }

        /**
         * Adds an attribute.
         *
         * @throws AmbiguousTokenException if it is there with another value, and could be the token
         */
        Builder attribute(String name, @Nullable String dataType, @Nullable String value) {
            String before = attributes.put(name, value == null ? "" : value);
            if (before != null && !before.equals(value) && mayBeToken(name, before, value)) {
                throw new AmbiguousTokenException(
                        "The task sent " + LogText.name(name) + " twice, with different values");
            }
            delivery.attribute(name, dataType, value);
            return this;
        }

        SentMessage build() {
            return new SentMessage(delivery.build(), parts);
        }

        private static boolean mayBeToken(String name, String before, @Nullable String value) {
            boolean isLong =
                    before.length() >= TokenLike.SHORTEST || (value != null && value.length() >= TokenLike.SHORTEST);
            return isLong || TokenName.of(name) != TokenName.NONE;
        }
    }
}
