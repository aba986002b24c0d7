package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** {@code sqs:sendMessage}, through any SQS client. */
public record SqsSendMessage(SqsClient sqs) implements Integration {
    private static final String SERVICE = "AmazonSQS";

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
            throw new StateFailure(new StateError("SQS." + e.getClass().getSimpleName(), cause(e)));
        }
    }

    private static SendMessageRequest request(CallParameters parameters) {
        SendMessageRequest.Builder request = SendMessageRequest.builder()
                .queueUrl(queueUrl(parameters))
                .messageBody(parameters.message("MessageBody").orElseThrow(() -> missing("MessageBody")))
                .messageAttributes(MessageAttributes.read(parameters.node()));
        parameters.integer("DelaySeconds").ifPresent(request::delaySeconds);
        parameters.optionalText("MessageGroupId").ifPresent(request::messageGroupId);
        parameters.optionalText("MessageDeduplicationId").ifPresent(request::messageDeduplicationId);
        return request.build();
    }

    /** A sentence of the service's own ends as the old SDK's do (recorded of one, inferred of the others). */
    private static @Nullable String cause(SdkException failure) {
        return failure instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? refused.awsErrorDetails().errorMessage()
                        + CallFailure.suffix(
                                SERVICE,
                                refused.statusCode(),
                                refused.awsErrorDetails().errorCode())
                : failure.getMessage();
    }

    /** What is no URL fails in the service's own client (recorded), wherever the client here would send it. */
    private static String queueUrl(CallParameters parameters) {
        String url = parameters.optionalText("QueueUrl").orElseThrow(() -> missing("QueueUrl"));
        if (!url.matches("https?://[^/\\s]+\\S*")) {
            throw new StateFailure(
                    new StateError("SQS.SdkClientException", "Unable to execute HTTP request: the QueueUrl is no URL"));
        }
        return url;
    }

    /** A value that was null is the service's to refuse (recorded of MessageBody, inferred of QueueUrl). */
    private static StateFailure missing(String parameter) {
        return new StateFailure(new StateError(
                "SQS.AmazonSQSException",
                "The request must contain the parameter " + parameter + "."
                        + CallFailure.suffix(SERVICE, 400, "MissingParameter")));
    }

    /** A client that was made by hand may leave out what the service always says. */
    private static JsonNode response(SendMessageResponse response) {
        ObjectNode result = Json.object();
        put(result, "MD5OfMessageBody", response.md5OfMessageBody());
        put(result, "MD5OfMessageAttributes", response.md5OfMessageAttributes());
        put(result, "MessageId", response.messageId());
        put(result, "SequenceNumber", response.sequenceNumber());
        result.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
        String requestId = Optional.ofNullable(response.responseMetadata())
                .map(metadata -> metadata.requestId())
                .orElseGet(() -> UUID.randomUUID().toString());
        result.putObject("SdkResponseMetadata").put("RequestId", requestId);
        return result;
    }

    private static void put(ObjectNode result, String name, @Nullable String value) {
        if (value != null) {
            result.put(name, value);
        }
    }
}
