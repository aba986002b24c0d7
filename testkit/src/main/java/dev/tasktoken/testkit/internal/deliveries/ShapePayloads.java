package dev.tasktoken.testkit.internal.deliveries;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What the shapes' payloads bind to: records, by a mapper to which an unknown property is an error. */
final class ShapePayloads {
    static final String ORDER_JSON = "{\"orderId\":\"order-42\",\"amount\":1999}";
    static final Order ORDER = new Order("order-42", 1999);

    private ShapePayloads() {}

    /** The payload of most shapes. */
    record Order(String orderId, int amount) {}

    /** A business field that is called like a token. */
    record Charge(String token, int amount) {}

    /** The workflow's own data, one container down, beside nothing else. */
    record Wrapper(
            @JsonProperty("input") @JsonAlias({"Input", "Data", "Message", "Context"})
            Order order) {}

    /** Business fields with names that end like a token's. */
    record Session(String accessToken, String nextToken) {}

    /** Nothing but the token. */
    record Nothing() {}
}
