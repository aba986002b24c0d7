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
 * Reads and processes messages that the AWS SDK received from a queue, in a worker with a polling loop of its own.
 *
 * <p>SQS hands out only the attributes that it is asked for. Ask {@code ReceiveMessage} for both kinds:
 *
 * <ul>
 *   <li>{@code messageSystemAttributeNames(APPROXIMATE_RECEIVE_COUNT)}: without the receive count the check for
 *       duplicates runs before any work, and {@code failAfterReceives} never fires
 *   <li>on a FIFO queue {@code MESSAGE_GROUP_ID} and {@code SEQUENCE_NUMBER}, too: they say that a message may have
 *       been received untried, with one before it, and {@code failAfterReceives} then fails it only after a try
 *   <li>{@code messageAttributeNames("All")}: without the message attributes a token that travels in one is not found
 * </ul>
 *
 * <p>Message attributes of the types String and Number are read; Binary ones are ignored. Nothing here deletes a
 * message or gives it back: that stays the caller's, as does the client. Only given an {@link SqsVisibility}, it keeps
 * the message hidden while the work goes on. {@link SqsWorker} does all of it. Stateless and thread-safe.
 *
 * <p>At DEBUG the SDK's own SQS client logs whole message bodies, tokens included
 * ({@code software.amazon.awssdk.services.sqs.internal.MessageMD5ChecksumInterceptor}, seen in 2.50.2). Build the
 * client with {@code checksumValidationEnabled(false)}, or keep that logger above DEBUG.
 *
 * <pre>{@code
 * if (SqsMessages.process(message, processor).isSettled()) {
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
     * Processes a message: finds its token, does the work, answers its task. Blocks until the answer was sent. Throws
     * for nothing that is in the message and nothing that a handler does, but for a {@code VirtualMachineError}.
     *
     * @param message as received
     * @param processor does the work
     * @return delete the message if {@link Settlement#isSettled()}, else let it come again
     */
    public static Settlement process(Message message, CallbackProcessor<?> processor) {
        return processor.process(SqsDeliveries.delivery(message).build());
    }

    /**
     * Processes a message as {@link #process(Message, CallbackProcessor)} does, and keeps it hidden from other
     * receivers meanwhile, however long the work takes.
     *
     * @param message as received, with the timeout that the visibility has
     * @param processor does the work
     * @param visibility of the queue that the message came from
     * @return delete the message if {@link Settlement#isSettled()}; else let it come again, now or when the visibility
     *     timeout has passed since its last renewal
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
