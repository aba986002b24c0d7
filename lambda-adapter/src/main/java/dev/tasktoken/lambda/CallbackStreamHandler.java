package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that a state machine invokes itself, or an EventBridge rule, and that does nothing but answer the task.
 *
 * <p>The payload is read from Lambda's stream once and parsed once, into the handler's own type, so neither Lambda's
 * serialization nor the events library is loaded at a cold start. The function's result is always {@code null}; the
 * state's output is what the processor's handler returns. {@link LambdaPayloads} says what becomes of a payload, by
 * invocation type.
 *
 * <p>Thread-safe if the processor's handler is; subclasses should add no state.
 *
 * <pre>{@code
 * public final class ShippingHandler extends CallbackStreamHandler {
 *     public ShippingHandler() {
 *         super(CallbackProcessor.of(TokenResponder.create(), Order.class, order -> ship(order)));
 *     }
 * }
 * }</pre>
 */
public abstract class CallbackStreamHandler implements RequestStreamHandler {
    private static final byte[] RESULT = "null".getBytes(StandardCharsets.US_ASCII);

    private final CallbackProcessor<?> processor;

    /**
     * Makes a function that processes every payload alike. Lambda calls a constructor without parameters, so a subclass
     * has one.
     *
     * @param processor does the work; its responder stays the caller's to close
     */
    protected CallbackStreamHandler(CallbackProcessor<?> processor) {
        this.processor = Objects.requireNonNull(processor, "processor");
    }

    /**
     * Processes one payload.
     *
     * @param input the payload: JSON, at most 7 MiB; read to its end and left open
     * @param output gets the JSON value {@code null} once the payload is settled; left open
     * @param context names the invocation and tells how long it may still run; null if unknown
     * @throws RedeliveryRequestedException if the payload must come again
     * @throws IllegalArgumentException if it is longer than 7 MiB, an event that another adapter takes, or the raw call
     *     of an API with a method that answers nothing, {@code GET} for instance
     * @throws IOException if the streams break off
     */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
            throws IOException {
        LambdaPayloads.processStream(input, context, processor);
        output.write(RESULT);
        output.flush();
    }
}
