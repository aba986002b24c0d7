package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was read: its task token, and the payload on request.
 *
 * <p>The token is known and checked; the payload is bound when it is asked for, each time anew. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * CallbackEnvelope envelope = SqsMessages.read(message);
 * responder.succeed(envelope, ship(envelope.payload(Order.class)));
 * }</pre>
 */
public final class CallbackEnvelope implements PausedTask {
    private final CallbackReader reader;
    private final TaskToken token;
    private final Origin origin;

    /** Where in the delivery the two were found; worked out when asked for. */
    interface Origin {
        String tokenPlace();

        /**
         * Finds the payload.
         *
         * @throws InvalidPayloadException if there is none
         */
        PayloadPlace payloadPlace();

        /** What a passed-on context object says of execution and state, by the keys of the logging context. */
        default Map<String, String> contextNames() {
            return Map.of();
        }

        /** Binds the payload where that needs no place; null where it does, or if it does not bind. */
        default @Nullable Object bindDirectly(JavaType type) {
            return null;
        }
    }

    CallbackEnvelope(CallbackReader reader, TaskToken token, Origin origin) {
        this.reader = reader;
        this.token = token;
        this.origin = origin;
    }

    @Override
    public TaskToken taskToken() {
        return token;
    }

    /**
     * Returns where the token was found, for log lines.
     *
     * @return a JSON Pointer, or {@code attribute} and its name; empty if the caller's function found it
     */
    public String tokenPlace() {
        return origin.tokenPlace();
    }

    /**
     * Binds the payload to a class or record. {@code String} is special: the payload is kept as text, see
     * {@link #payloadText()}.
     *
     * @param <T> the payload's type
     * @param type its class
     * @return the payload
     * @throws InvalidPayloadException if it does not fit, is {@code null}, or is not where the reader was told
     */
    @SuppressWarnings("unchecked") // the binder binds to the type it is given; Class.cast would refuse int.class
    public <T> T payload(Class<T> type) {
        return (T) bindAs(type);
    }

    /**
     * Binds the payload to a generic type.
     *
     * @param <T> the payload's type
     * @param type for instance {@code new TypeReference<List<Order>>() {}}
     * @return the payload
     * @throws InvalidPayloadException if it does not fit, is {@code null}, or is not where the reader was told
     */
    @SuppressWarnings("unchecked") // the binder binds to the type it is given
    public <T> T payload(TypeReference<T> type) {
        return (T) bindAs(type.getType());
    }

    /**
     * Returns the payload as a tree.
     *
     * @return the payload
     * @throws InvalidPayloadException if it is not JSON, or not where the reader was told
     */
    public JsonNode payload() {
        return payload(JsonNode.class);
    }

    /**
     * Returns the payload as text: JSON without the token; the text itself where the payload is a JSON string or the
     * body is no JSON at all and the token came in an attribute.
     *
     * @return the text
     * @throws InvalidPayloadException if it is not where the reader was told
     */
    public String payloadText() {
        return reader.binder().text(origin.payloadPlace());
    }

    /** Names the task by its fingerprint, without token and payload. */
    @Override
    public String toString() {
        return "CallbackEnvelope[" + token + " at " + tokenPlace() + "]";
    }

    Map<String, String> contextNames() {
        return origin.contextNames();
    }

    Object bind(JavaType type) {
        Object payload = origin.bindDirectly(type);
        return payload == null ? reader.binder().bind(origin.payloadPlace(), type) : payload;
    }

    boolean hasPayload(JsonDocument body, Set<JsonPointer> hidden) {
        return origin.payloadPlace().isRootWithout(body, hidden);
    }

    private Object bindAs(Type type) {
        return bind(reader.mapper().constructType(type));
    }
}
