package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackProcessor;
import org.jspecify.annotations.Nullable;

/**
 * A function to be fed by a dead-letter queue, without code of one's own: fails the task of every message it is given,
 * so that the workflow learns at once what would else surface as its timeout, up to a year later.
 *
 * <p>The error name is {@link TaskFailure#DEAD_LETTER}, for {@code Retry} and {@code Catch}; the cause names the queue
 * that gave the message up, if SQS tells, and nothing of the message. A message in which no task token is found cannot
 * be told to anybody: it is reported as failed and stays in the queue, for a person to look at. A task that is closed
 * already is done with.
 *
 * <p>Deploy this artifact, name this class as the function's handler, and set {@code ReportBatchItemFailures} on the
 * event source mapping of the dead-letter queue. The function needs {@code states:SendTaskFailure}. In a worker, give
 * {@link CallbackProcessor#deadLetters} to an {@code SqsWorker} on the dead-letter queue instead. Thread-safe.
 */
public class DeadLetterHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final CallbackProcessor<?> processor;

    /** Answers with {@link TokenResponder#create()}; Lambda calls this, once per instance. */
    public DeadLetterHandler() {
        this(TokenResponder.create());
    }

    /**
     * Answers with the caller's responder.
     *
     * @param responder sends the failures; stays the caller's to close
     */
    public DeadLetterHandler(TokenResponder responder) {
        this(responder, CallbackReader.standard());
    }

    /**
     * Answers with the caller's responder, for messages that need a reader of their own: give a subclass's constructor
     * without arguments to Lambda.
     *
     * @param responder sends the failures; stays the caller's to close
     * @param reader as the queue's own processor has it
     */
    public DeadLetterHandler(TokenResponder responder, CallbackReader reader) {
        this.processor = CallbackProcessor.deadLetters(responder, reader);
    }

    /**
     * Fails the task of every record's message.
     *
     * @param event as Lambda hands it in
     * @param context tells how long the function may still run; null if unknown
     * @return the message ids whose task could not be failed
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper looked for
     *     {@code records} beside {@code Records}; the whole batch is redelivered
     */
    @Override
    public final SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return SqsEvents.process(event, context, processor);
    }
}
