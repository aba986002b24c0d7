package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The event of a Lambda proxy integration, payload format 1.0 (API Gateway developer guide), for a state's request. */
final class ProxyEvent {
    private ProxyEvent() {}

    static ObjectNode of(JsonNode parameters) {
        String path = "/" + parameters.path("Path").asText("").replaceFirst("^/", "");
        String method = parameters.path("Method").asText();
        ObjectNode headers = lists(parameters, "Headers");
        ObjectNode query = lists(parameters, "QueryParameters");
        ObjectNode event = Json.object().put("resource", path).put("path", path).put("httpMethod", method);
        event.set("headers", last(headers));
        event.set("multiValueHeaders", headers);
        event.set("queryStringParameters", query.isEmpty() ? Json.NODES.nullNode() : last(query));
        event.set("multiValueQueryStringParameters", query.isEmpty() ? Json.NODES.nullNode() : query);
        event.putNull("pathParameters").putNull("stageVariables");
        String endpoint = parameters.path("ApiEndpoint").asText();
        event.putObject("requestContext")
                .put("apiId", endpoint.replaceFirst("\\..*", ""))
                .put("domainName", endpoint)
                .put("httpMethod", method)
                .put("path", path)
                .put("requestId", UUID.randomUUID().toString())
                .put("stage", parameters.path("Stage").asText("$default"));
        return event.put("body", body(parameters)).put("isBase64Encoded", false);
    }

    /** A body is JSON, a text a JSON string (recorded); that none is no body is inferred. */
    private static @Nullable String body(JsonNode parameters) {
        return parameters.hasNonNull("RequestBody") ? Json.write(parameters.get("RequestBody")) : null;
    }

    /** What a function returns as headers, each as a list. */
    static ObjectNode headers(JsonNode result) {
        ObjectNode headers = Json.object();
        result.path("headers")
                .properties()
                .forEach(header ->
                        headers.putArray(header.getKey()).add(header.getValue().asText()));
        result.path("multiValueHeaders")
                .properties()
                .forEach(header -> headers.set(header.getKey(), header.getValue()));
        return headers;
    }

    /** Names with lists of texts; a bare text is refused (recorded). */
    private static ObjectNode lists(JsonNode parameters, String field) {
        ObjectNode lists = Json.object();
        parameters.path(field).properties().forEach(entry -> {
            if (!(entry.getValue() instanceof ArrayNode values)) {
                throw StateFailure.runtime(
                        "The Parameters could not be used to start the Task: [The value of the field '" + field
                                + "' has an invalid format]");
            }
            lists.set(entry.getKey(), values);
        });
        return lists;
    }

    private static ObjectNode last(ObjectNode lists) {
        ObjectNode last = Json.object();
        lists.properties()
                .forEach(entry -> last.set(
                        entry.getKey(), entry.getValue().path(entry.getValue().size() - 1)));
        return last;
    }
}
