package dev.tasktoken.examples.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the API answers; both payload formats take the same. */
record Reply(int status, Map<String, String> headers, String body) {
    private static final Map<String, String> JSON =
            Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

    static Reply json(int status, ObjectNode body) {
        return new Reply(status, JSON, body.toString());
    }

    static Reply message(int status, String text) {
        return json(status, Json.object().put("Message", text));
    }

    static Reply later(String text) {
        return message(503, text).withHeader("Retry-After", "5");
    }

    Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    String toJson() {
        ObjectNode json = Json.object().put("statusCode", status);
        headers.forEach(json.putObject("headers")::put);
        return json.put("body", body).put("isBase64Encoded", false).toString();
    }
}
