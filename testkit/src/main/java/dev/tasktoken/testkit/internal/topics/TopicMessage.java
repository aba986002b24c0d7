package dev.tasktoken.testkit.internal.topics;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message that was published to a topic.
 *
 * @param attributes the message attributes by name, in the publisher's order
 * @param messageGroupId the group, for a FIFO topic
 */
public record TopicMessage(
        String messageId,
        String topicArn,
        Optional<String> subject,
        String message,
        Map<String, MessageAttributeValue> attributes,
        Optional<String> messageGroupId) {
    /** Names no text: it may hold a token. */
    @Override
    public String toString() {
        return "TopicMessage[" + messageId + " to " + topicArn + "]";
    }
}
