package dev.tasktoken.examples.payment;

import dev.tasktoken.TaskFailureException;

/** The business logic, without queues and tokens. */
final class Payments {
    private Payments() {}

    /**
     * Charges the customer.
     *
     * @return the output of the state
     * @throws TaskFailureException if the card is not valid: the error name is what {@code Catch} and {@code Retry}
     *     match
     */
    static String charge(PaymentOrder order) {
        if (!CardNumber.isValid(order.creditCardNumber())) {
            throw new TaskFailureException("Failed to process payment", "Invalid Credit Card");
        }
        return "Payment processed successfully.";
    }
}
