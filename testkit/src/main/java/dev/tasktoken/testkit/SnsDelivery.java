package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.deliveries.SampleIds;
import dev.tasktoken.testkit.internal.deliveries.TokenMessage;
import dev.tasktoken.testkit.internal.topics.SnsEnvelope;
import dev.tasktoken.testkit.internal.topics.SnsSigner;
import dev.tasktoken.testkit.internal.topics.TopicMessage;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A notification of an SNS topic whose message is the payload with the token. Made by {@link Deliveries#sns}.
 * Immutable.
 *
 * <p>Defaults: a message id of its own, no subject, with a signature that no verifier trusts; {@link LocalTopics} sign
 * really.
 */
public final class SnsDelivery extends TokenDelivery<SnsDelivery> {
    private static final String SUBSCRIPTION = SampleIds.TOPIC_ARN + ":6b1c8a52-6d17-4f6e-9d0f-9b6a2f1f4c55";

    /** Its key pair is made with the first signature. */
    private static final SnsSigner SIGNER = new SnsSigner(SampleIds.REGION);

    private final String messageId;
    private final Optional<String> subject;

    private SnsDelivery(TokenMessage content, String messageId, Optional<String> subject) {
        super(content);
        this.messageId = messageId;
        this.subject = subject;
    }

    static SnsDelivery of(TokenMessage content) {
        return new SnsDelivery(content, UUID.randomUUID().toString(), Optional.empty());
    }

    /**
     * Puts the token into a message attribute.
     *
     * @param name the attribute's name, for instance {@code TaskToken}
     * @return another delivery
     */
    public SnsDelivery tokenInAttribute(String name) {
        return with(content().withPlace(new TokenMessage.Attribute(requireNonNull(name, "name"))));
    }

    /**
     * Adds a message attribute of the type String.
     *
     * @param name the attribute's name
     * @param value its value
     * @return another delivery
     */
    public SnsDelivery attribute(String name, String value) {
        return with(content().withAttribute(name, value));
    }

    /**
     * Sets the message's id.
     *
     * @param messageId the id
     * @return another delivery
     */
    public SnsDelivery messageId(String messageId) {
        return new SnsDelivery(content(), requireNonNull(messageId, "messageId"), subject);
    }

    /**
     * Sets the subject.
     *
     * @param subject the subject
     * @return another delivery
     */
    public SnsDelivery subject(String subject) {
        return new SnsDelivery(content(), messageId, Optional.of(subject));
    }

    @Override
    SnsDelivery with(TokenMessage changed) {
        return new SnsDelivery(changed, messageId, subject);
    }

    /** {@inheritDoc} */
    @Override
    public String event() {
        return event(new SnsDelivery[0]);
    }

    /**
     * Returns the event of a function that receives this notification and others at once.
     *
     * @param others the notifications after this one
     * @return JSON text with the tokens
     * @throws IllegalArgumentException as for {@link #event()}
     */
    public String event(SnsDelivery... others) {
        return event(Stream.concat(Stream.of(this), Stream.of(others)).toList());
    }

    static String event(List<SnsDelivery> deliveries) {
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        deliveries.forEach(delivery -> records.add(delivery.record()));
        return Json.write(event);
    }

    /**
     * Returns what SNS posts to an HTTPS endpoint, and puts into a queue without raw delivery.
     *
     * @return the envelope, JSON text with the token
     * @throws IllegalArgumentException as for {@link #event()}
     */
    public String notification() {
        return envelope().notification(SUBSCRIPTION);
    }

    private ObjectNode record() {
        return envelope().lambdaRecord(SUBSCRIPTION);
    }

    private SnsEnvelope envelope() {
        TopicMessage message = new TopicMessage(
                messageId,
                SampleIds.TOPIC_ARN,
                subject,
                content().text(),
                content().attributes(),
                Optional.empty());
        return new SnsEnvelope(message, SampleIds.TIME, SIGNER, 1);
    }
}
