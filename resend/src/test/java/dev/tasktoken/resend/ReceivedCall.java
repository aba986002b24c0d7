package dev.tasktoken.resend;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A call of an SDK client, as it arrived over HTTP. */
record ReceivedCall(String path, String query, Map<String, String> headers, String body) {
    static ReceivedCall of(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new ReceivedCall(
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The fields of a call in the query protocol. */
    Map<String, String> form() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(decoded(parts[0]), decoded(parts[1]));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ReceivedCall[" + path + "]";
    }
}
