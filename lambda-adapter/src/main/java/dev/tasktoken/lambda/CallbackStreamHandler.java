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
 * A base class for functions that a state machine or an EventBridge rule invokes, and that only answer the task.
 *
 * <p>It reads and parses the payload once, into the handler's type. So a cold start loads neither Lambda's
 * serialization nor the events library. The function's result is always {@code null}; the state's output is the result
 * of the processor's handler. {@link LambdaPayloads} explains the invocation types.
 *
 * <p>Thread-safe if the processor's handler is; a subclass should add no state.
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
     * Creates the function. Lambda calls a constructor without parameters, so a subclass needs one.
     *
     * @param processor runs the handler and answers the task; the caller closes its responder
     */
    protected CallbackStreamHandler(CallbackProcessor<?> processor) {
        this.processor = Objects.requireNonNull(processor, "processor");
    }

    /**
     * Processes one payload.
     *
     * @param input the payload: JSON, at most 7 MiB; read to its end and not closed
     * @param output receives the JSON value {@code null} when the payload is settled; not closed
     * @param context names the invocation and its remaining time; null if unknown
     * @throws RedeliveryRequestedException if the payload must be redelivered
     * @throws IllegalArgumentException if the payload is longer than 7 MiB or an event of another adapter; also if it
     *     is the raw call of an API with a method that must not answer a task, such as {@code GET}
     * @throws IOException if a stream fails
     */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
            throws IOException {
        LambdaPayloads.processStream(input, context, processor);
        output.write(RESULT);
        output.flush();
    }
}
