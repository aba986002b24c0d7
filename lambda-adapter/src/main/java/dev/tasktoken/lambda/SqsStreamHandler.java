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
 * A base class for functions that read a queue and only answer tasks, with a fast cold start.
 *
 * <p>It follows the rules of {@link SqsEvents#process} for partial batch responses and FIFO groups, but reads Lambda's
 * stream itself. So it loads neither Lambda's serialization nor the library {@code aws-lambda-java-events}, and skips
 * the parts of the event that it does not need. The event source mapping must have {@code ReportBatchItemFailures}
 * among its {@code FunctionResponseTypes}.
 *
 * <p>Thread-safe if the processor's handler is; a subclass should add no state.
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
     * Creates a function that processes an event's records in order. Lambda calls a constructor without parameters, so
     * a subclass needs one.
     *
     * @param processor runs the handler and answers the tasks; the caller closes its responder
     */
    protected SqsStreamHandler(CallbackProcessor<?> processor) {
        this.processor = Objects.requireNonNull(processor, "processor");
        this.executor = null;
    }

    /**
     * Creates a function that processes an event's records in parallel, and each FIFO group in order. So the answers of
     * a batch take about as long as one.
     *
     * @param processor runs the handler, which must be thread-safe, and answers the tasks; the caller closes its
     *     responder
     * @param executor runs the groups, beside the calling thread; the caller shuts it down
     */
    protected SqsStreamHandler(CallbackProcessor<?> processor, Executor executor) {
        this.processor = Objects.requireNonNull(processor, "processor");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * Processes one event.
     *
     * @param input the event: JSON, at most 6 MB as Lambda limits it; read to its end and not closed
     * @param output receives the partial batch response; not closed
     * @param context limits retries of an answer to the function's remaining time; null if unknown
     * @throws IllegalArgumentException if the input has no list of {@code Records} or is not JSON; the whole batch is
     *     redelivered
     * @throws IllegalStateException if a record without a message id failed; the whole batch is redelivered
     * @throws IOException if a stream fails
     */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
            throws IOException {
        Instant deadline = InvocationDeadline.of(context);
        List<SqsRecord> records = SqsEventCodec.records(input);
        SqsBatch batch = new SqsBatch(records, record -> processor.process(record.delivery(deadline)));
        SqsEventCodec.write(executor == null ? batch.processInOrder() : batch.processInParallel(executor), output);
    }
}
