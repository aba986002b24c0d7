package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.deliveries.Md5;
import dev.tasktoken.testkit.internal.deliveries.SampleIds;
import dev.tasktoken.testkit.internal.deliveries.TokenMessage;
import dev.tasktoken.testkit.internal.functions.SqsEventJson;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A message in an SQS queue, as a poller and as a function receive it. Made by {@link Deliveries#sqs},
 * {@link Deliveries#snsInSqs} and {@link Deliveries#eventBridgeInSqs}. Immutable.
 *
 * <p>Defaults: a message id of its own, received for the first time, from the standard queue {@code orders}.
 */
public final class SqsDelivery extends TokenDelivery<SqsDelivery> {
    /** What stands around the message in the body. */
    enum Wrapping {
        NONE,
        SNS,
        EVENT_BRIDGE
    }

    private final Wrapping wrapping;
    private final Received received;

    private SqsDelivery(TokenMessage content, Wrapping wrapping, Received received) {
        super(content);
        this.wrapping = wrapping;
        this.received = received;
    }

    static SqsDelivery of(TokenMessage content, Wrapping wrapping) {
        return new SqsDelivery(content, wrapping, Received.first());
    }

    /**
     * Puts the token into a message attribute: among the envelope's if the message is in one of SNS, else SQS's own.
     *
     * @param name the attribute's name, for instance {@code TaskToken}
     * @return another delivery
     */
    public SqsDelivery tokenInAttribute(String name) {
        return with(content().withPlace(new TokenMessage.Attribute(requireNonNull(name, "name"))));
    }

    /**
     * Adds a message attribute of the type String.
     *
     * @param name the attribute's name
     * @param value its value
     * @return another delivery
     */
    public SqsDelivery attribute(String name, String value) {
        return with(content().withAttribute(name, value));
    }

    /**
     * Sets the message's id.
     *
     * @param messageId the id
     * @return another delivery
     */
    public SqsDelivery messageId(String messageId) {
        return with(received.messageId(requireNonNull(messageId, "messageId")));
    }

    /**
     * Sets how often the message was received, this time included ({@code ApproximateReceiveCount}).
     *
     * @param receiveCount 1 or more
     * @return another delivery
     * @throws IllegalArgumentException if it is less than 1
     */
    public SqsDelivery receiveCount(int receiveCount) {
        if (receiveCount < 1) {
            throw new IllegalArgumentException("a message in hand was received at least once: " + receiveCount);
        }
        return with(received.count(receiveCount));
    }

    /**
     * Returns the same message, received once more: the count is one higher, the receipt handle another.
     *
     * @return another delivery
     */
    public SqsDelivery redelivered() {
        return with(received.count(received.count() + 1));
    }

    /**
     * Puts the message into a group of a FIFO queue.
     *
     * @param messageGroupId the group
     * @return another delivery
     */
    public SqsDelivery group(String messageGroupId) {
        return with(received.group(requireNonNull(messageGroupId, "messageGroupId")));
    }

    /**
     * Sets the queue.
     *
     * @param queueArn the queue's ARN
     * @return another delivery
     * @throws IllegalArgumentException if the message is in a group, and the queue no FIFO queue
     */
    public SqsDelivery queueArn(String queueArn) {
        return with(received.queueArn(requireNonNull(queueArn, "queueArn")));
    }

    @Override
    SqsDelivery with(TokenMessage changed) {
        return new SqsDelivery(changed, wrapping, received);
    }

    private SqsDelivery with(Received changed) {
        return new SqsDelivery(content(), wrapping, changed);
    }

    /**
     * Returns the message's body.
     *
     * @return JSON text with the token, unless it is in an attribute or left out
     * @throws IllegalArgumentException as for {@link #event()}
     */
    public String body() {
        return switch (wrapping) {
            case NONE -> content().text();
            case SNS ->
                SnsDelivery.of(content()).messageId(received.wrappedId()).notification();
            case EVENT_BRIDGE ->
                EventBridgeDelivery.of(content(), received.wrappedId()).event();
        };
    }

    /**
     * Returns the message as the SDK's SQS client receives it, with all of its system attributes.
     *
     * @return the message; its {@code toString} shows the body, token included
     * @throws IllegalArgumentException as for {@link #event()}
     */
    public Message message() {
        String body = body();
        Message.Builder message = Message.builder()
                .messageId(received.messageId())
                .receiptHandle(received.receiptHandle())
                .body(body)
                .md5OfBody(Md5.of(body))
                .attributes(received.systemAttributes())
                .messageAttributes(attributes());
        if (!attributes().isEmpty()) {
            message.md5OfMessageAttributes(Md5.of(attributes()));
        }
        return message.build();
    }

    /** {@inheritDoc} */
    @Override
    public String event() {
        return event(new SqsDelivery[0]);
    }

    /**
     * Returns the event of a function that receives a batch: this message and others.
     *
     * @param others the messages after this one
     * @return JSON text with the tokens
     * @throws IllegalArgumentException as for {@link #event()}
     */
    public String event(SqsDelivery... others) {
        return SqsEventJson.of(Stream.concat(Stream.of(this), Stream.of(others))
                .map(SqsDelivery::record)
                .toList());
    }

    /** The record of a function's event. */
    ObjectNode record() {
        return SqsEventJson.record(message(), received.queueArn());
    }

    /** SQS's own attributes: those of an envelope stay in it. */
    private Map<String, MessageAttributeValue> attributes() {
        return wrapping == Wrapping.SNS ? Map.of() : content().attributes();
    }

    /**
     * How a message was received.
     *
     * @param messageId the message
     * @param count how often, this time included
     * @param queueArn the queue
     * @param group the group in a FIFO queue
     */
    record Received(String messageId, int count, String queueArn, Optional<String> group) {
        static Received first() {
            return new Received(UUID.randomUUID().toString(), 1, SampleIds.QUEUE_ARN, Optional.empty());
        }

        Received messageId(String changed) {
            return new Received(changed, count, queueArn, group);
        }

        Received count(int changed) {
            return new Received(messageId, changed, queueArn, group);
        }

        Received queueArn(String changed) {
            if (group.isPresent() && !changed.endsWith(".fifo")) {
                throw new IllegalArgumentException(
                        "only a FIFO queue has groups, and its name ends in .fifo: " + changed);
            }
            return new Received(messageId, count, changed, group);
        }

        Received group(String changed) {
            String fifo = queueArn.endsWith(".fifo") ? queueArn : queueArn + ".fifo";
            return new Received(messageId, count, fifo, Optional.of(changed));
        }

        /** The id of what a queue's message wraps, the same at each redelivery. */
        String wrappedId() {
            return UUID.nameUUIDFromBytes(("wrapped " + messageId).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }

        /** Another one for each time. */
        String receiptHandle() {
            return "receipt-" + messageId + "-" + count;
        }

        Map<MessageSystemAttributeName, String> systemAttributes() {
            String sent = String.valueOf(SampleIds.TIME.toEpochMilli());
            Map<MessageSystemAttributeName, String> attributes = new EnumMap<>(MessageSystemAttributeName.class);
            attributes.put(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, String.valueOf(count));
            attributes.put(MessageSystemAttributeName.SENT_TIMESTAMP, sent);
            attributes.put(MessageSystemAttributeName.SENDER_ID, "AROAEXAMPLEEXAMPLEEXA:workflow");
            attributes.put(MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP, sent);
            group.ifPresent(name -> {
                attributes.put(MessageSystemAttributeName.MESSAGE_GROUP_ID, name);
                attributes.put(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, messageId);
                attributes.put(MessageSystemAttributeName.SEQUENCE_NUMBER, "18849496460467696128");
            });
            return attributes;
        }
    }
}
