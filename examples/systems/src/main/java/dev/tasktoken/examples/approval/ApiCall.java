package dev.tasktoken.examples.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A call of the API, whether of an HTTP API (payload format 2.0) or of a REST API (1.0).
 *
 * @param method in upper case
 * @param path as it was called, with the stage where the format has it
 * @param headers by their names in lower case
 * @param query the decoded parameters; those that occur twice are joined by commas
 * @param body decoded text
 */
record ApiCall(String method, String path, Map<String, String> headers, Map<String, String> query, String body) {
    static ApiCall of(JsonNode event) {
        JsonNode http = event.at("/requestContext/http");
        boolean isHttpApi = http.isObject();
        return new ApiCall(
                (isHttpApi ? http.path("method") : event.path("httpMethod"))
                        .asText("")
                        .toUpperCase(Locale.ROOT),
                event.path(isHttpApi ? "rawPath" : "path").asText(""),
                lowerCase(joined(event, "headers", "multiValueHeaders")),
                joined(event, "queryStringParameters", "multiValueQueryStringParameters"),
                body(event));
    }

    /** Only the older format has the map of lists, which is complete. */
    private static Map<String, String> joined(JsonNode event, String single, String multiple) {
        Map<String, String> values = new LinkedHashMap<>();
        event.path(single)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText("")));
        event.path(multiple).properties().forEach(entry -> {
            StringJoiner joiner = new StringJoiner(",");
            entry.getValue().forEach(value -> joiner.add(value.asText("")));
            values.put(entry.getKey(), joiner.toString());
        });
        return values;
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lowerCase = new LinkedHashMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        return lowerCase;
    }

    private static String body(JsonNode event) {
        String body = event.path("body").asText("");
        return event.path("isBase64Encoded").asBoolean()
                ? new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    /** Shows neither headers nor query, which hold secrets, nor the body. */
    @Override
    public String toString() {
        return "ApiCall[" + method + " " + path + "]";
    }
}
