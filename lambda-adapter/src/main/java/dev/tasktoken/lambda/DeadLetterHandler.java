package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.Responder;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackProcessor;
import org.jspecify.annotations.Nullable;

/**
 * A ready function for a dead-letter queue: it fails the task of every message. So the workflow sees the failure at
 * once, and not by its timeout, up to a year later.
 *
 * <p>The error name is {@link TaskFailure#DEAD_LETTER}, for {@code Retry} and {@code Catch}; the cause names the source
 * queue, if SQS reports it, and shows nothing of the message. A message without a task token is reported as failed and
 * stays in the queue, for a person to inspect. The message of a closed task is deleted.
 *
 * <p>Deploy this artifact, name this class as the function's handler, and set {@code ReportBatchItemFailures} on the
 * event source mapping of the dead-letter queue. The function needs {@code states:SendTaskFailure}. In a worker, give
 * {@link CallbackProcessor#deadLetters} to an {@code SqsWorker} on the dead-letter queue instead. Thread-safe.
 */
public class DeadLetterHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final CallbackProcessor<?> processor;

    /** Creates the function with {@link TokenResponder#create()}. Lambda calls this once per instance. */
    public DeadLetterHandler() {
        this(TokenResponder.create());
    }

    /**
     * Creates the function with the caller's responder.
     *
     * @param responder sends the failures; the caller closes it
     */
    public DeadLetterHandler(Responder<?> responder) {
        this(responder, CallbackReader.standard());
    }

    /**
     * Creates the function with the caller's responder and reader. For Lambda, call this in a subclass that has a
     * constructor without parameters.
     *
     * @param responder sends the failures; the caller closes it
     * @param reader the reader of the source queue's processor
     */
    public DeadLetterHandler(Responder<?> responder, CallbackReader reader) {
        this.processor = CallbackProcessor.deadLetters(responder, reader);
    }

    /**
     * Fails the task of every record's message.
     *
     * @param event as Lambda hands it in
     * @param context limits retries to the function's remaining time; null if unknown
     * @return the ids of the messages whose task could not be failed
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper expected
     *     {@code records} and Lambda writes {@code Records}; the whole batch is redelivered
     */
    @Override
    public final SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return SqsEvents.process(event, context, processor);
    }
}
