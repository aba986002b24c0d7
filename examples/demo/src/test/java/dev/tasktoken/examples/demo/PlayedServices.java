package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
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

/** What a test plays, because LocalStepFunctions does not have it, as the services document it. */
final class PlayedServices {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PlayedServices() {}

    /** The environment of the container of a SubmitJob call. */
    static Map<String, String> environment(JsonNode call) {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : call.path("ContainerOverrides").path("Environment")) {
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

    /** A stream's event of an item that was put; the record before it tells that such an item was removed. */
    static ObjectNode streamEvent(JsonNode item) {
        return records(change("REMOVE", Map.of("OldImage", item)), change("INSERT", Map.of("NewImage", item)));
    }

    /** A stream's event of an item that was put under a key that an earlier one left there. */
    static ObjectNode streamEvent(JsonNode earlier, JsonNode item) {
        return records(change("MODIFY", Map.of("OldImage", earlier, "NewImage", item)));
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
}
