package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What services that LocalStepFunctions does not have make of the call of a state, as they document it. */
final class PlayedServices {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PlayedServices() {}

    /** EventBridge's event of the only entry of a PutEvents call. */
    static ObjectNode event(JsonNode call) {
        JsonNode entry = only(call.path("Entries"));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0").put("id", "17793124-05d4-b198-2fde-7ededc63b103");
        event.put("detail-type", entry.path("DetailType").asText());
        event.put("source", entry.path("Source").asText()).put("account", "123456789012");
        event.put("time", "2026-01-01T00:00:00Z").put("region", "us-east-1");
        event.putArray("resources");
        event.set("detail", entry.path("Detail"));
        return event;
    }

    static ScheduledEvent scheduledEvent(JsonNode event) {
        ScheduledEvent scheduled = new ScheduledEvent();
        scheduled.setId(event.path("id").asText());
        scheduled.setDetailType(event.path("detail-type").asText());
        scheduled.setSource(event.path("source").asText());
        scheduled.setDetail(map(event.path("detail")));
        return scheduled;
    }

    /** The event as a message of a queue that is the target of a rule. */
    static SQSEvent.SQSMessage message(JsonNode event) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(event.path("id").asText());
        message.setBody(event.toString());
        message.setEventSource("aws:sqs");
        message.setEventSourceArn("arn:aws:sqs:us-east-1:123456789012:events");
        return message;
    }

    /** The environment of the only container of a RunTask or SubmitJob call. */
    static Map<String, String> environment(JsonNode call) {
        JsonNode container = call.has("Overrides")
                ? only(call.path("Overrides").path("ContainerOverrides"))
                : call.path("ContainerOverrides");
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : container.path("Environment")) {
            environment.put(
                    variable.path("Name").asText(), variable.path("Value").textValue());
        }
        return environment;
    }

    /** An HTTP API's event: header names in lower case, the values of one joined. */
    static APIGatewayV2HTTPEvent httpCall(JsonNode call) {
        Map<String, String> headers = new HashMap<>();
        call.path("Headers").properties().forEach(header -> {
            List<String> values = new ArrayList<>();
            if (!header.getValue().isArray()) {
                throw new IllegalArgumentException("the values of a header are a list: " + header.getKey());
            }
            header.getValue().forEach(value -> values.add(value.asText()));
            headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(",", values));
        });
        return APIGatewayV2HTTPEvent.builder()
                .withHeaders(headers)
                .withBody(call.path("RequestBody").toString())
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(call.path("Method").asText())
                                .build())
                        .build())
                .build();
    }

    /** A stream's event of a PutItem call; the record before it tells that such an item was removed. */
    static ObjectNode streamEvent(JsonNode call) {
        JsonNode item = call.path("Item");
        return records(change("REMOVE", Map.of("OldImage", item)), change("INSERT", Map.of("NewImage", item)));
    }

    /** A stream's event of a PutItem call under a key that an earlier one left there. */
    static ObjectNode streamEvent(JsonNode earlier, JsonNode call) {
        return records(change("MODIFY", Map.of("OldImage", earlier.path("Item"), "NewImage", call.path("Item"))));
    }

    private static ObjectNode records(JsonNode... changes) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putArray("Records").addAll(List.of(changes));
        return event;
    }

    private static ObjectNode change(String name, Map<String, JsonNode> images) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.put("eventID", "1").put("eventName", name).put("eventSource", "aws:dynamodb");
        ObjectNode record = change.putObject("dynamodb");
        JsonNode item = images.values().iterator().next();
        record.putObject("Keys").set("orderId", item.path("orderId"));
        record.put("SequenceNumber", "111").put("StreamViewType", "NEW_AND_OLD_IMAGES");
        record.setAll(images);
        return change;
    }

    static Map<String, Object> map(JsonNode object) {
        return MAPPER.convertValue(object, new TypeReference<>() {});
    }

    private static JsonNode only(JsonNode list) {
        if (list.size() != 1) {
            throw new IllegalArgumentException("not one but " + list.size());
        }
        return list.get(0);
    }
}
