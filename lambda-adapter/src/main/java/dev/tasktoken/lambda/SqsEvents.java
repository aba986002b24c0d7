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
 * Reads and processes Lambda's SQS events.
 *
 * <p>The event source mapping must have {@code ReportBatchItemFailures} among its {@code FunctionResponseTypes},
 * otherwise Lambda ignores the response and deletes the failed messages, too. With it:
 *
 * <ul>
 *   <li>Lambda deletes the settled messages. The response lists the messages that must be redelivered, in the order of
 *       the records.
 *   <li>On a FIFO queue (an event source ARN that ends in {@code .fifo}), messages of one group are processed in order.
 *       After one fails, the later messages of its group are listed as failed without being processed; other groups
 *       continue. On a standard queue, group ids serve fair queues and imply no order.
 *   <li>A failed record without a message id cannot be listed. Then {@code process} throws an
 *       {@link IllegalStateException} after all records were processed, so that Lambda redelivers the whole batch.
 *   <li>If a thread is interrupted while it processes a record, it starts no further record, and the others are
 *       redelivered. An interrupt flag that was set before the call, or that a handler left set when its record was
 *       settled, has no effect.
 *   <li>A {@code VirtualMachineError} (other than {@code StackOverflowError}) is thrown, so Lambda redelivers the whole
 *       batch.
 * </ul>
 *
 * <p>Redelivery of a whole batch is safe: tasks that were answered are found closed. Message attributes of the types
 * String and Number are read; Binary ones are ignored. Stateless and thread-safe.
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
     * Processes one record, for a function with a loop of its own: finds the token, runs the handler, and answers the
     * task. Blocks until the answer was sent. No record content and no handler makes this method throw, except a
     * {@code VirtualMachineError}. The caller keeps the order of FIFO groups.
     *
     * @param message a record of an event
     * @param processor runs the handler and answers the tasks
     * @return unless {@link Settlement#isAcknowledged()}, list the record's message id as failed
     */
    public static Settlement process(SQSEvent.SQSMessage message, CallbackProcessor<?> processor) {
        return processor.process(new PojoRecord(message).delivery(null));
    }

    /**
     * Processes an event's records in order; on a FIFO queue, one group after the other.
     *
     * @param event as Lambda hands it in; an empty list of records is allowed
     * @param context limits retries of an answer to the function's remaining time; null if unknown
     * @param processor runs the handler and answers the tasks
     * @return the ids of the messages that must be redelivered, in the order of the records; empty if all are settled
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper expected
     *     {@code records} and Lambda writes {@code Records}; the whole batch is redelivered
     * @throws IllegalStateException if a record without a message id failed; the whole batch is redelivered
     */
    public static SQSBatchResponse process(SQSEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        return response(batch(event, context, processor).processInOrder());
    }

    /**
     * Processes an event's records in parallel; on a FIFO queue the groups in parallel, and each group in order.
     * Returns when all records were processed.
     *
     * <p>The calling thread processes records, too. It takes every record that the executor rejects, drops or has no
     * thread for, so no record waits without end. So one more record runs at a time than the executor has threads. A
     * handler must not wait for a stage that needs a thread of the same executor: if all threads wait, none is free to
     * complete it.
     *
     * @param event as Lambda hands it in; an empty list of records is allowed
     * @param context limits retries of an answer to the function's remaining time; null if unknown
     * @param processor runs the handler, which must be thread-safe, and answers the tasks
     * @param executor runs the groups; the caller shuts it down
     * @return the ids of the messages that must be redelivered, in the order of the records; empty if all are settled
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper expected
     *     {@code records} and Lambda writes {@code Records}; the whole batch is redelivered
     * @throws IllegalStateException if a record without a message id failed; the whole batch is redelivered
     */
    public static SQSBatchResponse process(
            SQSEvent event, @Nullable Context context, CallbackProcessor<?> processor, Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return response(batch(event, context, processor).processInParallel(executor));
    }

    private static SqsBatch batch(SQSEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        Instant deadline = InvocationDeadline.of(context);
        return new SqsBatch(PojoRecord.all(event), record -> processor.process(record.delivery(deadline)));
    }

    private static SQSBatchResponse response(List<String> failedIds) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        failedIds.forEach(id -> failures.add(new SQSBatchResponse.BatchItemFailure(id)));
        return new SQSBatchResponse(failures);
    }
}
