package dev.tasktoken.examples.payment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The order as the workflow passes it on: every field of the execution's input except the amount.
 *
 * <p>An order without an id or a card number does not bind; its task is failed with {@code InvalidPayload}. Unknown
 * fields are ignored, so that a changed state machine can be deployed before the function.
 */
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

    /** Shows the order's id, and nothing of the customer or the card. */
    @Override
    public String toString() {
        return "PaymentOrder[" + orderId + "]";
    }
}
