package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.CallbackId;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.PausedCallback;
import dev.tasktoken.PausedTask;
import dev.tasktoken.TaskToken;
import dev.tasktoken.service.WorkId;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery that was read: its task token, and the payload on request.
 *
 * <p>The token is known and checked; the payload is bound by each call that asks for it. Immutable and thread-safe.
 *
 * <pre>{@code
 * CallbackEnvelope envelope = SqsMessages.read(message);
 * responder.succeed(envelope, ship(envelope.payload(Order.class)));
 * }</pre>
 */
public final class CallbackEnvelope implements PausedTask, PausedCallback {
    private final PayloadBinder binder;
    private final WorkId id;
    private final UnwrappedDelivery delivery;
    private final TokenCandidate found;

    CallbackEnvelope(PayloadBinder binder, WorkId id, UnwrappedDelivery delivery, TokenCandidate found) {
        this.binder = binder;
        this.id = id;
        this.delivery = delivery;
        this.found = found;
    }

    @Override
    public TaskToken taskToken() {
        if (id instanceof TaskToken token) {
            return token;
        }
        throw new InvalidTaskTokenException("The message has a callback id of a Lambda durable function, at "
                + tokenPlace() + ", and no task token: take callbackId()");
    }

    @Override
    public CallbackId callbackId() {
        if (id instanceof CallbackId callback) {
            return callback;
        }
        throw new InvalidTaskTokenException(
                "The message has a task token, at " + tokenPlace() + ", and no callback id: take taskToken()");
    }

    @Override
    public WorkId workId() {
        return id;
    }

    /**
     * Returns where the token was found, for log lines.
     *
     * @return a JSON Pointer, or {@code attribute} and its name; empty if the caller's function found it
     */
    public String tokenPlace() {
        return found.place().describe();
    }

    /**
     * Binds the payload to a class or record. {@code String} is special: the payload is kept as text, see
     * {@link #payloadText()}.
     *
     * @param <T> the payload's type
     * @param type its class
     * @return the payload
     * @throws InvalidPayloadException if it does not fit, is {@code null}, or is not at the configured place
     */
    @SuppressWarnings("unchecked") // the binder binds to the type it is given; Class.cast would refuse int.class
    public <T> T payload(Class<T> type) {
        return (T) bind(type);
    }

    /**
     * Binds the payload to a generic type.
     *
     * @param <T> the payload's type
     * @param type for instance {@code new TypeReference<List<Order>>() {}}
     * @return the payload
     * @throws InvalidPayloadException if it does not fit, is {@code null}, or is not at the configured place
     */
    public <T> T payload(TypeReference<T> type) {
        return payload(type.getType());
    }

    /**
     * Binds the payload to a type, generic or not.
     *
     * @param <T> the payload's type
     * @param type for instance that of a {@code TypeReference} of Jackson 3
     * @return the payload
     * @throws InvalidPayloadException if it does not fit, is {@code null}, or is not at the configured place
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the binder binds to the type it is given
    public <T> T payload(Type type) {
        return (T) bind(type);
    }

    /**
     * Returns the payload as a tree of Jackson 2. For one of Jackson 3, name its class:
     * {@code payload(JsonNode.class)}.
     *
     * @return the payload
     * @throws InvalidPayloadException if it is not JSON, or not at the configured place
     */
    public JsonNode payload() {
        return payload(JsonNode.class);
    }

    /**
     * Returns the payload as text: JSON without the token. If the payload is a JSON string, it is the string's text. If
     * the body is not JSON and the token was in an attribute, it is the body.
     *
     * @return the text
     * @throws InvalidPayloadException if it is not at the configured place
     */
    public String payloadText() {
        return binder.text(located());
    }

    /** Names the task by its fingerprint, without token and payload. */
    @Override
    public String toString() {
        return "CallbackEnvelope[" + id + " at " + tokenPlace() + "]";
    }

    /**
     * Returns the execution whose task this is, if the message passes the context object on with the token.
     *
     * @return the execution's ARN as the message says it, at most 256 characters; not verified
     */
    public Optional<String> executionArn() {
        return ContextObjectFields.executionArn(delivery, found);
    }

    /**
     * Returns the state whose task this is, if the message passes the context object on with the token.
     *
     * @return the state's name as the message says it, at most 256 characters; not verified
     */
    public Optional<String> stateName() {
        return ContextObjectFields.stateName(delivery, found);
    }

    /**
     * Returns when the state was entered whose task this is, if the message passes the context object on with the
     * token.
     *
     * @return {@code State.EnteredTime} as the message says it; not verified. Empty for a retried state
     *     ({@code State.RetryCount}): the time is that of its first attempt
     */
    public Optional<Instant> enteredAt() {
        return ContextObjectFields.enteredAt(delivery, found);
    }

    Object bind(Type type) {
        return binder.bind(located(), type);
    }

    private PayloadText located() {
        return new PayloadLocator(delivery, found).find();
    }
}
