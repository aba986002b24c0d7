package dev.tasktoken.resend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Writes the requests of a resender as JSON, each member that is set under the name that the service gives it. */
final class CapturedCalls {
    private ObjectNode last = JsonNodeFactory.instance.objectNode();

    private CapturedCalls() {}

    /** What is sent for these parameters. */
    static JsonNode sent(String integration, String parameters) {
        CapturedCalls calls = new CapturedCalls();
        calls.message(integration, parameters).send();
        return calls.last;
    }

    private ResendableMessage message(String integration, String parameters) {
        return switch (integration) {
            case "sqs:sendMessage" -> new QueueMessage(new Queue(), parameters);
            case "sns:publish" -> new TopicMessage(new Topic(), parameters);
            default -> new FunctionCall(new Function(), parameters);
        };
    }

    private final class Queue implements SqsClient {
        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            last = members(request);
            return SendMessageResponse.builder().messageId("m-1").build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }

    private final class Topic implements SnsClient {
        @Override
        public PublishResponse publish(PublishRequest request) {
            last = members(request);
            return PublishResponse.builder().messageId("m-1").build();
        }

        @Override
        public String serviceName() {
            return "sns";
        }

        @Override
        public void close() {}
    }

    private final class Function implements LambdaClient {
        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            last = members(request);
            return InvokeResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "lambda";
        }

        @Override
        public void close() {}
    }

    private static ObjectNode members(SdkPojo request) {
        Map<String, JsonNode> members = new TreeMap<>();
        request.sdkFields().forEach(field -> {
            JsonNode value = json(field.getValueOrDefault(request));
            if (value.isTextual() || !value.isEmpty()) {
                members.put(field.memberName(), value);
            }
        });
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        members.forEach(json::set);
        return json;
    }

    private static JsonNode json(@Nullable Object value) {
        if (value instanceof SdkPojo structure) {
            return members(structure);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            map.forEach((name, member) -> json.set(name.toString(), json(member)));
            return json;
        }
        if (value instanceof SdkBytes bytes) {
            return JsonNodeFactory.instance.textNode(bytes.asUtf8String()); // no bytes of these files are anything else
        }
        return value == null || value instanceof List
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.textNode(value.toString());
    }
}
