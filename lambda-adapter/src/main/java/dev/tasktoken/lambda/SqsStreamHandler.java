package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A function that a queue feeds and that does nothing but answer tasks, for a quick cold start.
 *
 * <p>It does what {@link SqsEvents#process} does, with the same rules for partial batch responses and FIFO groups, but
 * reads Lambda's stream itself: neither Lambda's serialization nor the library {@code aws-lambda-java-events} is
 * loaded, and the parts of the event that nobody needs are not built. The event source mapping must have
 * {@code ReportBatchItemFailures} among its {@code FunctionResponseTypes}.
 *
 * <p>Thread-safe if the processor's handler is; subclasses should add no state.
 *
 * <pre>{@code
 * public final class PaymentHandler extends SqsStreamHandler {
 *     public PaymentHandler() {
 *         super(CallbackProcessor.of(TokenResponder.create(), Payment.class, payment -> charge(payment)));
 *     }
 * }
 * }</pre>
 */
public abstract class SqsStreamHandler implements RequestStreamHandler {
    private final CallbackProcessor<?> processor;
    private final @Nullable Executor executor;

    /**
     * Makes a function that processes an event's records one after the other. Lambda calls a constructor without
     * parameters, so a subclass has one.
     *
     * @param processor does the work; its responder stays the caller's to close
     */
    protected SqsStreamHandler(CallbackProcessor<?> processor) {
        this.processor = Objects.requireNonNull(processor, "processor");
        this.executor = null;
    }

    /**
     * Makes a function that processes an event's records in parallel, FIFO groups in order, so that their answers take
     * one round trip and not one each.
     *
     * @param processor does the work; its handler must be thread-safe, and its responder stays the caller's to close
     * @param executor lends its threads, beside the calling one; stays the caller's to shut down
     */
    protected SqsStreamHandler(CallbackProcessor<?> processor, Executor executor) {
        this.processor = Objects.requireNonNull(processor, "processor");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * Processes one event.
     *
     * @param input the event: JSON, at most 6 MB as Lambda limits it; read to its end and left open
     * @param output gets the partial batch response; left open
     * @param context tells how long the function may still run; null if unknown
     * @throws IllegalArgumentException if the input has no list of {@code Records} or is no JSON; the whole batch comes
     *     back
     * @throws IllegalStateException if a record without a message id failed; the whole batch must come back
     * @throws IOException if the streams break off
     */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
            throws IOException {
        Instant deadline = InvocationDeadline.of(context);
        List<EventRecord> records = SqsEventCodec.records(input);
        EventBatch batch = new EventBatch(records, record -> processor.process(record.delivery(deadline)));
        SqsEventCodec.write(executor == null ? batch.processInOrder() : batch.processInParallel(executor), output);
        output.flush();
    }
}
