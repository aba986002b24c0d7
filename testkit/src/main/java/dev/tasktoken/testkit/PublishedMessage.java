package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.topics.TopicMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message that a workflow published to a topic of {@link LocalTopics}. Immutable.
 *
 * @param messageId the id the publisher was given
 * @param topicArn the topic
 * @param subject the subject, if one was given
 * @param message the text; a token in it is a secret, so {@link #toString()} leaves it out
 * @param attributes the message attributes by name, in the publisher's order
 * @param messageGroupId the group, for a FIFO topic
 */
public record PublishedMessage(
        String messageId,
        String topicArn,
        Optional<String> subject,
        String message,
        Map<String, MessageAttributeValue> attributes,
        Optional<String> messageGroupId) {

    /**
     * Copies the attributes.
     *
     * @param messageId the id the publisher was given
     * @param topicArn the topic
     * @param subject the subject, if one was given
     * @param message the text
     * @param attributes the message attributes by name
     * @param messageGroupId the group, for a FIFO topic
     */
    public PublishedMessage {
        requireNonNull(messageId, "messageId");
        requireNonNull(topicArn, "topicArn");
        requireNonNull(subject, "subject");
        requireNonNull(message, "message");
        requireNonNull(messageGroupId, "messageGroupId");
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    static PublishedMessage of(TopicMessage message) {
        return new PublishedMessage(
                message.messageId(),
                message.topicArn(),
                message.subject(),
                message.message(),
                message.attributes(),
                message.messageGroupId());
    }

    /**
     * Returns the id and the topic, never the text.
     *
     * @return for instance {@code PublishedMessage[6e7a... to arn:aws:sns:us-east-1:123456789012:orders]}
     */
    @Override
    public String toString() {
        return "PublishedMessage[" + messageId + " to " + topicArn + "]";
    }
}
