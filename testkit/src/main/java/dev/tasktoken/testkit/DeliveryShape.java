package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.testkit.internal.deliveries.MessageShape;
import dev.tasktoken.testkit.internal.deliveries.ReadingCheck;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A way in which a message can carry its task token, or fail to, and the expected result of reading it.
 *
 * <p>Put the body and the attributes into the type your transport hands out and give both to {@link #check}. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
 * void readsIt(DeliveryShape shape) {
 *     shape.check(delivery -> SqsMessages.read(
 *             Message.builder().body(delivery.body()).messageAttributes(...).build()));
 * }
 * }</pre>
 *
 * @param name unique, for test reports; a few words
 * @param body the message's text as it arrives
 * @param attributes the message's text attributes, name to value
 * @param expected the expected result
 */
public record DeliveryShape(String name, String body, Map<String, String> attributes, Expected expected) {
    /** Checks and copies. */
    public DeliveryShape {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(expected, "expected");
        attributes = Map.copyOf(attributes);
    }

    static DeliveryShape of(MessageShape shape) {
        Expected expected = shape.expected() instanceof MessageShape.Found found
                ? new Found(found.token(), found.payloadText(), found.payload())
                : new Refused(((MessageShape.Refused) shape.expected()).reason());
        return new DeliveryShape(shape.name(), shape.body(), shape.attributes(), expected);
    }

    /** The expected result of reading a message. */
    public sealed interface Expected {}

    /**
     * The token must be found and the payload must bind.
     *
     * @param token the token's text
     * @param payloadText the payload as text; compared as JSON where it is JSON
     * @param payload the payload bound to its own class, a strict record for most, by the default mapper
     */
    public record Found(String token, String payloadText, Object payload) implements Expected {
        /**
         * Returns what the payload must be bound to.
         *
         * @return the payload's class; {@code JsonNode} for a tree
         */
        public Class<?> type() {
            return payload instanceof JsonNode ? JsonNode.class : payload.getClass();
        }

        /** Shows no token. */
        @Override
        public String toString() {
            return "Found[" + type().getSimpleName() + "]";
        }
    }

    /**
     * Reading must be refused.
     *
     * @param reason the exception's class
     */
    public record Refused(Class<? extends TaskTokenException> reason) implements Expected {}

    /**
     * Reads this message by the caller's adapter and checks the result: the token and the payload, as text and bound,
     * or the exception; and that neither an exception nor the envelope shows a token of {@link TestTokens}.
     *
     * @param reading puts the message into a transport's type and reads it
     * @throws AssertionError if anything is otherwise
     */
    public void check(Function<DeliveryShape, CallbackEnvelope> reading) {
        ReadingCheck check = new ReadingCheck(name, () -> reading.apply(this));
        if (expected instanceof Found found) {
            check.requireFound(found.token(), found.payloadText(), found.payload(), found.type());
        } else if (expected instanceof Refused refused) {
            check.requireRefused(refused.reason());
        }
    }

    /** Names the shape; shows neither body nor token. */
    @Override
    public String toString() {
        return name;
    }
}
