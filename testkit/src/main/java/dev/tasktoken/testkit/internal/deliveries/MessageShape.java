package dev.tasktoken.testkit.internal.deliveries;

import dev.tasktoken.TaskTokenException;
import java.util.Map;

/**
 * A way in which a message can carry its task token, or fail to, and the expected result of reading it.
 *
 * @param body the message's text as it arrives
 * @param attributes the message's text attributes
 */
public record MessageShape(String name, String body, Map<String, String> attributes, Expected expected) {
    /** The expected result of reading the message. */
    public sealed interface Expected {}

    /** The token must be found and the payload must bind. */
    public record Found(String token, String payloadText, Object payload) implements Expected {
        /** Shows no token. */
        @Override
        public String toString() {
            return "Found";
        }
    }

    /** Reading must be refused with an exception of this class. */
    public record Refused(Class<? extends TaskTokenException> reason) implements Expected {}

    /** Shows neither body nor token. */
    @Override
    public String toString() {
        return name;
    }
}
