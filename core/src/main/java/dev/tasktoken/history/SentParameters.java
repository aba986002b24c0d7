package dev.tasktoken.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The messages in the parameters of a call, as their receiver would read them. The names are those of each service's
 * API.
 */
final class SentParameters {
    private static final String SDK = "aws-sdk:";

    private SentParameters() {}

    /** What was sent; of an integration that is not known here, the parameters themselves. */
    static List<SentMessage> messages(String resource, JsonNode sent) {
        return switch (resource.startsWith(SDK) ? resource.substring(SDK.length()) : resource) {
            case "sqs:sendMessage" -> List.of(message(sent.path("MessageBody"), sent));
            case "sns:publish" -> notifications(sent);
            case "lambda:invoke" -> List.of(body(sent.path("Payload")).build());
            case "events:putEvents", "eventbridge:putEvents" -> events(sent);
            case "states:startExecution", "sfn:startExecution" ->
                List.of(body(sent.path("Input")).build());
            case "ecs:runTask" ->
                items(sent.at("/Overrides/ContainerOverrides"))
                        .map(ContainerCall::message)
                        .toList();
            case "batch:submitJob" -> List.of(ContainerCall.message(sent.path("ContainerOverrides")));
            case "apigateway:invoke" -> List.of(request(sent));
            case "dynamodb:putItem", "dynamodb:updateItem" -> List.of(ItemCall.message(sent));
            default -> List.of(body(sent).build());
        };
    }

    /** A text as it is, anything else as JSON text: what Step Functions does with a message body. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.isMissingNode() ? "null" : value.toString();
    }

    private static SentMessage.Builder body(JsonNode body) {
        return new SentMessage.Builder(text(body)).part(body);
    }

    private static SentMessage message(JsonNode body, JsonNode sent) {
        SentMessage.Builder message = body(body).part(sent.path("MessageAttributes"));
        sent.path("MessageAttributes").properties().forEach(attribute -> {
            JsonNode value = attribute.getValue();
            message.attribute(
                    attribute.getKey(),
                    value.path("DataType").textValue(),
                    value.path("StringValue").textValue());
        });
        return message.build();
    }

    /** With the structure {@code json}, a topic has a message for each protocol. */
    private static List<SentMessage> notifications(JsonNode sent) {
        JsonNode message = sent.path("Message");
        if (!"json".equals(sent.path("MessageStructure").textValue()) || !message.isObject()) {
            return List.of(message(message, sent));
        }
        return items(message).map(each -> message(each, sent)).toList();
    }

    private static List<SentMessage> events(JsonNode sent) {
        return items(sent.path("Entries"))
                .map(entry -> body(entry.path("Detail")).build())
                .toList();
    }

    private static SentMessage request(JsonNode sent) {
        SentMessage.Builder request = body(sent.path("RequestBody"));
        for (String parameters : List.of("Headers", "QueryParameters")) {
            request.part(sent.path(parameters));
            sent.path(parameters).properties().forEach(parameter -> {
                List<JsonNode> values = parameter.getValue().isArray()
                        ? items(parameter.getValue()).toList()
                        : new ArrayList<>(List.of(parameter.getValue()));
                request.attribute(
                        parameter.getKey(),
                        null,
                        values.size() == 1 ? values.get(0).textValue() : null);
            });
        }
        return request.build();
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
