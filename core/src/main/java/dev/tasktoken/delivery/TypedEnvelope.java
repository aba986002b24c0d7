package dev.tasktoken.delivery;

import dev.tasktoken.CallbackId;
import dev.tasktoken.PausedCallback;
import dev.tasktoken.PausedTask;
import dev.tasktoken.TaskToken;
import dev.tasktoken.service.WorkId;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of which both halves were read: its task token, and its payload bound to a type.
 *
 * <p>A payload that does not bind does not hide the token, because the task must then be failed. Immutable and
 * thread-safe, as far as the payload is.
 *
 * <pre>{@code
 * TypedEnvelope<Order> order = CallbackReader.standard().read(Delivery.of(body), Order.class);
 * responder.succeed(order, ship(order.payload()));
 * }</pre>
 *
 * @param <T> the payload's type
 */
public final class TypedEnvelope<T> implements PausedTask, PausedCallback {
    private final CallbackEnvelope envelope;
    private final @Nullable T payload;
    private final @Nullable InvalidPayloadException problem;

    private TypedEnvelope(CallbackEnvelope envelope, @Nullable T payload, @Nullable InvalidPayloadException problem) {
        this.envelope = envelope;
        this.payload = payload;
        this.problem = problem;
    }

    @SuppressWarnings("unchecked") // the binder binds to the type it is given
    static <T> TypedEnvelope<T> bind(CallbackEnvelope envelope, Type type) {
        try {
            return new TypedEnvelope<>(envelope, (T) envelope.bind(type), null);
        } catch (InvalidPayloadException e) {
            return new TypedEnvelope<>(envelope, null, e);
        }
    }

    /**
     * Returns the token with the rest of the message, for a second look at it.
     *
     * @return the untyped form
     */
    public CallbackEnvelope envelope() {
        return envelope;
    }

    @Override
    public TaskToken taskToken() {
        return envelope.taskToken();
    }

    @Override
    public CallbackId callbackId() {
        return envelope.callbackId();
    }

    @Override
    public WorkId workId() {
        return envelope.workId();
    }

    /**
     * Returns the payload.
     *
     * @return the same object each time
     * @throws InvalidPayloadException if there is none, or it does not bind to the type
     */
    public T payload() {
        if (payload == null) {
            throw problem == null ? new InvalidPayloadException("The payload is null") : problem;
        }
        return payload;
    }

    /**
     * Returns why there is no payload.
     *
     * @return empty if there is one
     */
    public Optional<InvalidPayloadException> problem() {
        return Optional.ofNullable(problem);
    }

    /** Names the task by its fingerprint, without token and payload. */
    @Override
    public String toString() {
        return "TypedEnvelope[" + workId() + "]";
    }
}
