package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.topics.TopicMessage;
import dev.tasktoken.testkit.internal.topics.Topics;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
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
                parameters.optionalText("TopicArn").orElseThrow(() -> missing("TopicArn")),
                parameters.optionalText("Subject"),
                parameters.message("Message").orElseThrow(() -> missing("Message")),
                MessageAttributes.read(node),
                parameters.optionalText("MessageGroupId"));
        Optional<String> sequenceNumber = topics.publish(message);
        ObjectNode result = Json.object().put("MessageId", message.messageId());
        ResponseMetadata.addTo(result);
        sequenceNumber.ifPresent(number -> result.put("SequenceNumber", number));
        return result;
    }

    /** A value that was null is the service's to refuse (inferred). */
    private static StateFailure missing(String parameter) {
        return new StateFailure(new StateError(
                "SNS.InvalidParameterException",
                "Invalid parameter: " + parameter + " Reason: no value for required parameter"));
    }
}
