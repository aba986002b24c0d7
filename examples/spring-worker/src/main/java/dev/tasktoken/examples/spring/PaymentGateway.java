package dev.tasktoken.examples.spring;

import dev.tasktoken.TaskFailureException;
import java.util.Map;

/** The business logic, without queues and tokens. */
@FunctionalInterface
interface PaymentGateway {
    /** Charges the customer. The result becomes the state's output; an exception becomes the state's error. */
    Map<String, String> charge(Payment payment) throws Exception;

    static Map<String, String> chargeAtOnce(Payment payment) {
        if (payment.cents() <= 0) {
            throw new TaskFailureException("PaymentRefused", "Nothing to charge for " + payment.orderId());
        }
        return Map.of("receipt", "receipt-" + payment.orderId());
    }
}
