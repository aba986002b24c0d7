package dev.tasktoken.sqs;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.DeliveryLease;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Reads and processes messages that your own polling loop received from a queue by the AWS SDK.
 *
 * <p>SQS returns only the attributes that a request names. Name both kinds in {@code ReceiveMessage}:
 *
 * <ul>
 *   <li>{@code messageSystemAttributeNames(APPROXIMATE_RECEIVE_COUNT)}: without the receive count the duplicate check
 *       runs before every handler call, and {@code maxReceives} has no effect
 *   <li>on a FIFO queue also {@code MESSAGE_GROUP_ID} and {@code SEQUENCE_NUMBER}: a message of a group may be received
 *       without reaching a handler, and {@code maxReceives} then fails its task only after one handler call
 *   <li>{@code messageAttributeNames("All")}: without the message attributes a token in one of them is not found
 * </ul>
 *
 * <p>Message attributes of the types String and Number are read; Binary ones are ignored. The caller deletes or
 * releases messages and closes the client. With an {@link SqsVisibility}, the message stays hidden while its handler
 * runs. {@link SqsWorker} does all of this by itself. Stateless and thread-safe.
 *
 * <p>At DEBUG the SDK's SQS client logs whole message bodies, including tokens
 * ({@code software.amazon.awssdk.services.sqs.internal.MessageMD5ChecksumInterceptor}, seen in 2.50.2). Build the
 * client with {@code checksumValidationEnabled(false)}, or keep that logger above DEBUG.
 *
 * <pre>{@code
 * if (SqsMessages.process(message, processor).isAcknowledged()) {
 *     sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
 * }
 * }</pre>
 */
public final class SqsMessages {
    private SqsMessages() {}

    /**
     * Reads a message with {@link CallbackReader#standard()}.
     *
     * @param message as received
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the body is not JSON
     */
    public static CallbackEnvelope read(Message message) {
        return read(message, CallbackReader.standard());
    }

    /**
     * Reads a message.
     *
     * @param message as received
     * @param reader says where token and payload are
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the body is not JSON
     */
    public static CallbackEnvelope read(Message message, CallbackReader reader) {
        return reader.read(SqsDeliveries.delivery(message).build());
    }

    /**
     * Processes a message: finds its token, runs the handler, and answers its task. Blocks until the answer was sent.
     * No message content and no handler makes this method throw, except a {@code VirtualMachineError}.
     *
     * @param message as received
     * @param processor runs the handler and answers the task
     * @return delete the message if {@link Settlement#isAcknowledged()}; otherwise let SQS redeliver it
     */
    public static Settlement process(Message message, CallbackProcessor<?> processor) {
        return processor.process(SqsDeliveries.delivery(message).build());
    }

    /**
     * Processes a message as {@link #process(Message, CallbackProcessor)} does, and keeps it hidden from other
     * receivers while the handler runs.
     *
     * @param message as received with the visibility timeout of {@code visibility}
     * @param processor runs the handler and answers the task
     * @param visibility of the queue that the message came from
     * @return delete the message if {@link Settlement#isAcknowledged()}; otherwise release it, or let SQS redeliver it
     *     when the visibility timeout has passed since the last renewal
     */
    public static Settlement process(Message message, CallbackProcessor<?> processor, SqsVisibility visibility) {
        VisibilityLease lease = visibility.lease(message);
        try {
            return process(message, processor, lease);
        } finally {
            lease.release();
        }
    }

    static Settlement process(Message message, CallbackProcessor<?> processor, DeliveryLease lease) {
        return processor.process(SqsDeliveries.delivery(message).lease(lease).build());
    }
}
