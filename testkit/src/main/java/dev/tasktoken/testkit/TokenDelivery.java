package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.deliveries.TokenMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a delivery has its token and its payload.
 *
 * @param <D> the delivery's own type
 */
abstract class TokenDelivery<D extends TokenDelivery<D>> {
    private final TokenMessage content;

    TokenDelivery(TokenMessage content) {
        this.content = content;
    }

    final TokenMessage content() {
        return content;
    }

    /** The same delivery of another message. */
    abstract D with(TokenMessage changed);

    /**
     * Returns the event that a function receives.
     *
     * @return JSON text with the token, a secret if it is a real one
     * @throws IllegalArgumentException if the payload has something at the token's place already or no room for it, or
     *     if the delivery has no attributes to put it into
     */
    public abstract String event();

    /**
     * Returns the event as a function of the type {@code RequestStreamHandler} receives it.
     *
     * @return the text of {@link #event()} in UTF-8
     */
    public InputStream stream() {
        return new ByteArrayInputStream(event().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Puts the token under this key, in the payload or beside it.
     *
     * @param pointer a JSON Pointer, for instance {@code /meta/myTaskToken}; objects on the way are made
     * @return another delivery
     * @throws IllegalArgumentException if it is no JSON Pointer to a key
     */
    public D tokenAt(String pointer) {
        return with(content.withPlace(new TokenMessage.Key(pointer)));
    }

    /**
     * Puts the token into a passed-on context object, as {@code "Context.$": "$$"} in a definition does.
     *
     * @param pointer a JSON Pointer to where the context object stands, for instance {@code /Context}
     * @return another delivery
     * @throws IllegalArgumentException as for {@link #tokenAt}
     */
    public D tokenInContext(String pointer) {
        return with(content.withPlace(new TokenMessage.Context(pointer)));
    }

    /**
     * Leaves the token out.
     *
     * @return another delivery
     */
    public D withoutToken() {
        return with(content.withPlace(new TokenMessage.Nowhere()));
    }

    /**
     * Puts the payload under this key, with the token beside it, as {@code "input.$": "$"} in a definition does.
     *
     * @param pointer a JSON Pointer, for instance {@code /input}
     * @return another delivery
     * @throws IllegalArgumentException if it is no JSON Pointer to a key
     */
    public D payloadAt(String pointer) {
        return with(content.withPayloadAt(pointer));
    }

    /** Shows neither token nor payload. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
