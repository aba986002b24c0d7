package dev.tasktoken;

import com.fasterxml.jackson.databind.JavaType;
import org.jspecify.annotations.Nullable;

/**
 * A delivery read for a handler: its envelope, and the payload or why there is none. A payload that does not bind does
 * not hide the token, because the task must then be failed.
 */
record TypedReading(
        CallbackEnvelope envelope,
        @Nullable Object payload,
        @Nullable InvalidPayloadException problem) {
    static TypedReading bound(CallbackEnvelope envelope, Object payload) {
        return new TypedReading(envelope, payload, null);
    }

    static TypedReading of(CallbackEnvelope envelope, JavaType type) {
        try {
            return bound(envelope, envelope.bind(type));
        } catch (InvalidPayloadException e) {
            return new TypedReading(envelope, null, e);
        }
    }
}
