package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.buses.Buses;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code events:putEvents}, to the buses in the JVM. Shapes and errors are recorded. */
public record PutEvents(Buses buses, Arns arns, InstantSource clock) implements Integration {
    private static final Set<String> MEMBERS =
            Set.of("Detail", "DetailType", "EventBusName", "Resources", "Source", "Time", "TraceHeader");

    @Override
    public String service() {
        return "events";
    }

    @Override
    public String operation() {
        return "putEvents";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("Entries");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of("EndpointId");
    }

    /** Unlike the API, fails if a single entry does. The others are put all the same. */
    @Override
    public JsonNode call(JsonNode parameters) {
        ArrayNode results = Json.NODES.arrayNode();
        int failed = 0;
        for (JsonNode entry : parameters.path("Entries")) {
            ObjectNode result = put(entry);
            results.add(result);
            failed += result.has("ErrorCode") ? 1 : 0;
        }
        ObjectNode response = Json.object();
        response.set("Entries", results);
        response.put("FailedEntryCount", failed);
        if (failed > 0) {
            throw new StateFailure(new StateError("EventBridge.FailedEntry", Json.write(response)));
        }
        return response;
    }

    private ObjectNode put(JsonNode entry) {
        entry.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw StateFailure.runtime("The field '" + name + "' is not supported by Step Functions");
            }
        });
        for (String required : List.of("Source", "DetailType")) {
            if (!entry.hasNonNull(required)) {
                return failed(
                        "InvalidArgument",
                        "Parameter %1$s is not valid. Reason: %1$s is a required argument.".formatted(required));
            }
        }
        Optional<JsonNode> detail = detail(entry.path("Detail"));
        if (detail.isEmpty()) {
            return failed("MalformedDetail", "Detail is malformed.");
        }
        String bus = entry.path("EventBusName").asText("default");
        if (!buses.has(bus)) {
            return failed("InvalidArgument", "Event bus " + bus + " does not exist.");
        }
        ObjectNode event = event(entry, detail.get());
        buses.publish(bus, event);
        return Json.object().put("EventId", event.path("id").asText());
    }

    private static ObjectNode failed(String code, String message) {
        return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
    }

    /** An object as it is, or as JSON text. */
    private static Optional<JsonNode> detail(JsonNode detail) {
        return (detail.isTextual() ? Json.parse(detail.textValue()) : Optional.of(detail)).filter(JsonNode::isObject);
    }

    /** The event as targets receive it (EventBridge user guide). */
    private ObjectNode event(JsonNode entry, JsonNode detail) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", arns.accountId())
                .put("time", entry.path("Time").asText(now))
                .put("region", arns.region());
        event.set("resources", resources(entry));
        event.set("detail", detail);
        return event;
    }

    private static JsonNode resources(JsonNode entry) {
        JsonNode resources = entry.path("Resources");
        return resources.isArray() ? resources : Json.NODES.arrayNode();
    }
}
