package dev.tasktoken.benchmarks.byhand;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The order as the workflow passes it on; what it does not know, the token first of all, is ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PaymentOrder(
        String orderId,
        String customerId,
        String orderDate,
        String nameOnCard,
        String creditCardNumber,
        String expiry,
        String cvv) {

    public PaymentOrder {
        requireNonNull(orderId, "orderId");
        requireNonNull(creditCardNumber, "creditCardNumber");
    }
}
