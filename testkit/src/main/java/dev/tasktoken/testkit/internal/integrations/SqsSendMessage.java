package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** {@code sqs:sendMessage}, through any SQS client. */
public record SqsSendMessage(SqsClient sqs) implements Integration {
    @Override
    public String service() {
        return "sqs";
    }

    @Override
    public String operation() {
        return "sendMessage";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("QueueUrl", "MessageBody");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of("DelaySeconds", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId");
    }

    @Override
    public JsonNode call(JsonNode parameters) {
        SendMessageRequest request = request(new CallParameters(parameters));
        try {
            return response(sqs.sendMessage(request));
        } catch (SdkException e) {
            throw new StateFailure(new StateError("SQS." + e.getClass().getSimpleName(), e.getMessage()));
        }
    }

    private static SendMessageRequest request(CallParameters parameters) {
        SendMessageRequest.Builder request = SendMessageRequest.builder()
                .queueUrl(parameters.text("QueueUrl"))
                .messageBody(parameters.message("MessageBody"))
                .messageAttributes(MessageAttributes.read(parameters.node()));
        parameters.integer("DelaySeconds").ifPresent(request::delaySeconds);
        parameters.optionalText("MessageGroupId").ifPresent(request::messageGroupId);
        parameters.optionalText("MessageDeduplicationId").ifPresent(request::messageDeduplicationId);
        return request.build();
    }

    private static JsonNode response(SendMessageResponse response) {
        ObjectNode result = Json.object().put("MD5OfMessageBody", response.md5OfMessageBody());
        if (response.md5OfMessageAttributes() != null) {
            result.put("MD5OfMessageAttributes", response.md5OfMessageAttributes());
        }
        result.put("MessageId", response.messageId());
        if (response.sequenceNumber() != null) {
            result.put("SequenceNumber", response.sequenceNumber());
        }
        result.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
        result.putObject("SdkResponseMetadata")
                .put("RequestId", response.responseMetadata().requestId());
        return result;
    }
}
