package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.topics.TopicMessage;
import dev.tasktoken.testkit.internal.topics.Topics;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Set;
import java.util.UUID;

/** {@code sns:publish}, to the topics in the JVM. */
public record SnsPublish(Topics topics) implements Integration {
    @Override
    public String service() {
        return "sns";
    }

    @Override
    public String operation() {
        return "publish";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("TopicArn", "Message");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of("Subject", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId");
    }

    @Override
    public JsonNode call(JsonNode node) {
        CallParameters parameters = new CallParameters(node);
        TopicMessage message = new TopicMessage(
                UUID.randomUUID().toString(),
                parameters.text("TopicArn"),
                parameters.optionalText("Subject"),
                parameters.message("Message"),
                MessageAttributes.read(node),
                parameters.optionalText("MessageGroupId"));
        topics.publish(message);
        ObjectNode result = Json.object().put("MessageId", message.messageId());
        return ResponseMetadata.addTo(result);
    }
}
