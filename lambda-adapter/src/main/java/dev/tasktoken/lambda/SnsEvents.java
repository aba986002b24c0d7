package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.CallbackEnvelope;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.CallbackReader;
import dev.tasktoken.Delivery;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.RedeliveryRequestedException;
import dev.tasktoken.Settlement;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.UnreadableDeliveryException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and processes the events that Lambda makes of a topic's notifications.
 *
 * <p>SNS invokes a function asynchronously, and the only way to let an event come again is an exception: Lambda then
 * retries the whole event twice (its default), and gives it to the function's dead-letter queue or on-failure
 * destination after that. So:
 *
 * <ul>
 *   <li>All records of an event are processed, not only the first, even if an earlier one must come again. Then, if any
 *       must, {@link RedeliveryRequestedException} is thrown.
 *   <li>When the event comes again, the tasks that were answered are found closed, and their work is not done again.
 *       SNS does not count receives, so that check runs before any work, the first time too, unless the processor's
 *       {@code duplicateCheck} says otherwise; {@code failAfterReceives} never fires.
 *   <li>Give the function a dead-letter queue or destination; without one an event that never settles is dropped, and
 *       its task waits for its timeout.
 *   <li>Once the thread is interrupted, no further record is started; the event comes again.
 *   <li>A {@code VirtualMachineError} (other than {@code StackOverflowError}) passes through at once, which brings the
 *       event back too.
 * </ul>
 *
 * <p>Message attributes of any type but Binary are read. A notification as text is read too: an event, one of its
 * records, or the JSON that SNS itself writes into queues. Signatures are not checked: Lambda, not the sender, made the
 * event. Text from the open internet is {@code SnsNotifications}' to read. Stateless and thread-safe.
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
     * @param notification JSON: an event with one record, a record, or what SNS itself writes
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
     * @param notification JSON: an event with one record, a record, or what SNS itself writes
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
     * Processes one record, for a function that goes through its event itself: finds the token, does the work, answers
     * the task. Blocks until the answer was sent. Throws for nothing that is in the record and nothing that a handler
     * does, but for a {@code VirtualMachineError}.
     *
     * @param notification a record of an event
     * @param processor does the work
     * @return make the function throw, after its other records, unless {@link Settlement#isSettled()}
     */
    public static Settlement process(SNSEvent.SNSRecord notification, CallbackProcessor<?> processor) {
        return processor.process(delivery(notification).build());
    }

    /**
     * Processes all records of an event, one after the other.
     *
     * @param event as Lambda hands it in; with an empty list of records there is nothing to do
     * @param context tells how long the function may still run, so that an undelivered answer is not sent again past
     *     that; null if unknown
     * @param processor does the work
     * @throws RedeliveryRequestedException if any record must come again, after all were processed; let it pass, so
     *     that Lambda retries the event
     * @throws IllegalArgumentException if the event has no list of records, usually because a JSON mapper looked for
     *     {@code records} beside {@code Records}; let it pass, too
     */
    public static void process(@Nullable SNSEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        List<SNSEvent.SNSRecord> records = event == null ? null : event.getRecords();
        if (records == null) {
            throw new IllegalArgumentException(
                    "The event has no list of Records. Usually a JSON mapper made it that looks"
                            + " for \"records\": Lambda writes \"Records\"");
        }
        new EventRecords(records.stream().map(SnsEvents::delivery).toList()).process(context, processor);
    }

    /**
     * Processes all notifications in a text, one after the other, for a function that reads its own input stream.
     *
     * @param event JSON: an event, a record, or what SNS itself writes
     * @param context tells how long the function may still run, so that an undelivered answer is not sent again past
     *     that; null if unknown
     * @param processor does the work
     * @throws RedeliveryRequestedException if any record must come again, after all were processed; let it pass, so
     *     that Lambda retries the event
     */
    public static void process(String event, @Nullable Context context, CallbackProcessor<?> processor) {
        Objects.requireNonNull(processor, "processor");
        new EventRecords(NotificationText.deliveries(event)).process(context, processor);
    }

    /** A record that is missing, or has nothing in it, is a delivery without a body: it comes again. */
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
