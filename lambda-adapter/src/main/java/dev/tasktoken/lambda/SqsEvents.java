package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads and processes the events that Lambda makes of a queue's messages.
 *
 * <p>The event source mapping must have {@code ReportBatchItemFailures} among its {@code FunctionResponseTypes}, or
 * Lambda ignores the response and deletes the failed messages with the others. With it:
 *
 * <ul>
 *   <li>A message whose delivery is settled is deleted; one that must come again is in the response's failure list, in
 *       the order of the records.
 *   <li>On a FIFO queue (an event source ARN that ends in {@code .fifo}), messages of one group are processed in order.
 *       After one fails, the later ones of its group are listed as failed without being processed; other groups go on.
 *       A standard queue's group ids only share it out fairly and mean no order here.
 *   <li>A failed record without a message id cannot be listed. Lambda's own rule is that the whole batch then comes
 *       back, so an {@link IllegalStateException} is thrown, after all records were processed.
 *   <li>A thread whose work was interrupted starts no further record; those come again. A flag that was set before the
 *       call, or that a handler left behind after doing its work, stops nothing.
 *   <li>A {@code VirtualMachineError} (other than {@code StackOverflowError}) passes through, which brings the whole
 *       batch back.
 * </ul>
 *
 * <p>A batch that comes back as a whole does no harm: tasks that were answered already are found closed. Message
 * attributes of the types String and Number are read; Binary ones are ignored. Stateless and thread-safe.
 *
 * <pre>{@code
 * public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
 *     return SqsEvents.process(event, context, processor);
 * }
 * }</pre>
 */
public final class SqsEvents {
    private SqsEvents() {}

    /**
     * Reads one record with {@link CallbackReader#standard()}.
     *
     * @param message a record of an event
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the body is not JSON
     */
    public static CallbackEnvelope read(SQSEvent.SQSMessage message) {
        return read(message, CallbackReader.standard());
    }

    /**
     * Reads one record.
     *
     * @param message a record of an event
     * @param reader says where token and payload are
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the body is not JSON
     */
    public static CallbackEnvelope read(SQSEvent.SQSMessage message, CallbackReader reader) {
        return reader.read(new PojoRecord(message).delivery(null));
    }

    /**
     * Processes one record, for a function that goes through its event itself: finds the token, does the work, answers
     * the task. Blocks until the answer was sent. Throws for nothing that is in the record and nothing that a handler
     * does, but for a {@code VirtualMachineError}. The order of FIFO groups is the caller's to keep.
     *
     * @param message a record of an event
     * @param processor does the work
     * @return list the record's message id as failed unless {@link Settlement#isSettled()}
     */
    public static Settlement process(SQSEvent.SQSMessage message, CallbackProcessor<?> processor) {
        return processor.process(new PojoRecord(message).delivery(null));
    }

    /**
     * Processes an event's records one after the other; on a FIFO queue, one group after the other.
     *
     * @param event as Lambda hands it in; with an empty list of records there is nothing to do
     * @param context tells how long the function may still run, so that an undelivered answer is not sent again past
     *     that; null if unknown
     * @param processor does the work
     * @return the message ids that must come again, in the order of the records; none if all is done
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper looked for
     *     {@code records} beside {@code Records}; the whole batch is redelivered
     * @throws IllegalStateException if a record without a message id failed; the whole batch must come back
     */
    public static SQSBatchResponse process(SQSEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        return response(batch(event, context, processor).processInOrder());
    }

    /**
     * Processes an event's records in parallel; on a FIFO queue the groups in parallel, and inside a group in order.
     * Returns when all are done.
     *
     * <p>The calling thread works too, beside the executor's threads: a record that the executor rejects, drops or has
     * no thread for is processed by the caller, so nothing is lost and nothing waits for ever. That is also one more
     * record at a time than the executor has threads. Do not let a handler wait for a stage that needs a thread of this
     * same executor: with all threads waiting, none is left to do it.
     *
     * @param event as Lambda hands it in; with an empty list of records there is nothing to do
     * @param context tells how long the function may still run, so that an undelivered answer is not sent again past
     *     that; null if unknown
     * @param processor does the work; its handler must be thread-safe
     * @param executor lends its threads; stays the caller's to shut down
     * @return the message ids that must come again, in the order of the records; none if all is done
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper looked for
     *     {@code records} beside {@code Records}; the whole batch is redelivered
     * @throws IllegalStateException if a record without a message id failed; the whole batch must come back
     */
    public static SQSBatchResponse process(
            SQSEvent event, @Nullable Context context, CallbackProcessor<?> processor, Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return response(batch(event, context, processor).processInParallel(executor));
    }

    private static EventBatch batch(SQSEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        Instant deadline = InvocationDeadline.of(context);
        return new EventBatch(PojoRecord.all(event), record -> processor.process(record.delivery(deadline)));
    }

    private static SQSBatchResponse response(List<String> failedIds) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        failedIds.forEach(id -> failures.add(new SQSBatchResponse.BatchItemFailure(id)));
        return new SQSBatchResponse(failures);
    }
}
