package dev.tasktoken.benchmarks;

import java.math.BigDecimal;
import java.util.List;

/** What the work gets: an order as shops send them. */
public record Order(
        String orderId,
        String placedAt,
        Customer customer,
        String currency,
        BigDecimal total,
        boolean express,
        List<Line> lines) {

    /** Who ordered. */
    public record Customer(String id, String name, String email, Address shipTo) {}

    /** Where it goes. */
    public record Address(String street, String city, String postalCode, String country) {}

    /** A line of the order. */
    public record Line(
            String sku, String title, int quantity, BigDecimal unitPrice, double weightKg, List<String> tags) {}

    /** The floor's holder where the token stands among the order's own keys. */
    public record Flat(
            String taskToken,
            String orderId,
            String placedAt,
            Customer customer,
            String currency,
            BigDecimal total,
            boolean express,
            List<Line> lines) {}

    /** The floor's holder where the order is the workflow's input, beside the token. */
    public record Nested(String taskToken, Order input) {}
}
