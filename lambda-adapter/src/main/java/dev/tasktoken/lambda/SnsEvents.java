package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and processes Lambda's SNS events.
 *
 * <p>SNS invokes a function asynchronously, so only an exception makes Lambda redeliver an event. Lambda retries the
 * whole event twice by default, then sends it to the function's dead-letter queue or on-failure destination. So:
 *
 * <ul>
 *   <li>{@code process} processes all records of an event, even if an earlier one must be redelivered. If any must, it
 *       then throws {@link RedeliveryRequestedException}.
 *   <li>When Lambda redelivers the event, the answered tasks are found closed, and their handlers do not run again. SNS
 *       does not count receives, so this check runs before every handler call, unless the processor's
 *       {@code duplicateCheck} is set otherwise. {@code maxReceives} has no effect.
 *   <li>Give the function a dead-letter queue or an on-failure destination. Without one, Lambda drops an event that
 *       never settles, and its tasks wait for their timeouts.
 *   <li>If the thread is interrupted, no further record is processed, and the event is redelivered.
 *   <li>A {@code VirtualMachineError} (other than {@code StackOverflowError}) is thrown at once, so Lambda redelivers
 *       the event, too.
 * </ul>
 *
 * <p>Message attributes of all types except Binary are read. A notification may also be text: an event, one of its
 * records, or the JSON that SNS writes into queues. Signatures are not verified, because Lambda creates the event. For
 * requests from the open internet use {@code SnsNotifications}. Stateless and thread-safe.
 *
 * <pre>{@code
 * public Void handleRequest(SNSEvent event, Context context) {
 *     SnsEvents.process(event, context, processor);
 *     return null;
 * }
 * }</pre>
 */
public final class SnsEvents {
    private SnsEvents() {}

    /**
     * Reads one record with {@link CallbackReader#standard()}.
     *
     * @param notification a record of an event
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the message is not JSON
     */
    public static CallbackEnvelope read(SNSEvent.SNSRecord notification) {
        return read(notification, CallbackReader.standard());
    }

    /**
     * Reads one record.
     *
     * @param notification a record of an event
     * @param reader says where token and payload are
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the message is not JSON
     */
    public static CallbackEnvelope read(SNSEvent.SNSRecord notification, CallbackReader reader) {
        return reader.read(delivery(notification).build());
    }

    /**
     * Reads one notification as text with {@link CallbackReader#standard()}.
     *
     * @param notification JSON: an event with one record, a record, or the JSON that SNS writes
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the message is not JSON
     * @throws IllegalArgumentException if it is an event with none or several records
     */
    public static CallbackEnvelope read(String notification) {
        return read(notification, CallbackReader.standard());
    }

    /**
     * Reads one notification as text.
     *
     * @param notification JSON: an event with one record, a record, or the JSON that SNS writes
     * @param reader says where token and payload are
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the message is not JSON
     * @throws IllegalArgumentException if it is an event with none or several records
     */
    public static CallbackEnvelope read(String notification, CallbackReader reader) {
        return reader.read(NotificationText.onlyDelivery(notification));
    }

    /**
     * Processes one record, for a function with a loop of its own: finds the token, runs the handler, and answers the
     * task. Blocks until the answer was sent. No record content and no handler makes this method throw, except a
     * {@code VirtualMachineError}.
     *
     * @param notification a record of an event
     * @param processor runs the handler and answers the tasks
     * @return unless {@link Settlement#isAcknowledged()}, make the function throw after its other records
     */
    public static Settlement process(SNSEvent.SNSRecord notification, CallbackProcessor<?> processor) {
        return processor.process(delivery(notification).build());
    }

    /**
     * Processes all records of an event, one after the other.
     *
     * @param event as Lambda hands it in; an empty list of records is allowed
     * @param context limits retries of an answer to the function's remaining time; null if unknown
     * @param processor runs the handler and answers the tasks
     * @throws RedeliveryRequestedException if any record must be redelivered, after all were processed; do not catch
     *     it, so that Lambda retries the event
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper expected
     *     {@code records} and Lambda writes {@code Records}; do not catch it either
     */
    public static void process(@Nullable SNSEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        List<SNSEvent.SNSRecord> records = event == null ? null : event.getRecords();
        if (records == null) {
            throw new IllegalArgumentException(
                    "The event has no list of Records. Usually a JSON mapper expected \"records\";"
                            + " Lambda writes \"Records\"");
        }
        new SnsBatch(records.stream().map(SnsEvents::delivery).toList()).process(context, processor);
    }

    /**
     * Processes all notifications in a text, one after the other, for a function that reads its own input stream.
     *
     * @param event JSON: an event, a record, or the JSON that SNS writes
     * @param context limits retries of an answer to the function's remaining time; null if unknown
     * @param processor runs the handler and answers the tasks
     * @throws RedeliveryRequestedException if any record must be redelivered, after all were processed; do not catch
     *     it, so that Lambda retries the event
     */
    public static void process(String event, @Nullable Context context, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        new SnsBatch(NotificationText.deliveries(event)).process(context, processor);
    }

    /** Converts a missing or empty record to a delivery without a body, which is redelivered. */
    private static Delivery.Builder delivery(SNSEvent.@Nullable SNSRecord notification) {
        SNSEvent.SNS sns = notification == null ? null : notification.getSNS();
        if (sns == null) {
            return Delivery.builder("");
        }
        Delivery.Builder delivery = RecordDelivery.of(sns.getMessageId(), sns.getMessage());
        if (sns.getMessageAttributes() != null) {
            sns.getMessageAttributes().forEach((name, attribute) -> {
                String type = attribute == null ? null : attribute.getType();
                delivery.attribute(name, type, attribute == null ? null : attribute.getValue());
            });
        }
        return delivery;
    }
}
