package dev.tasktoken.examples.spring;

import dev.tasktoken.TaskFailureException;
import java.util.Map;

/** The work itself, which knows nothing of queues and tokens. */
@FunctionalInterface
interface PaymentGateway {
    /** What it returns becomes the state's output, what it throws the state's error. */
    Map<String, String> charge(Payment payment) throws Exception;

    static Map<String, String> chargeAtOnce(Payment payment) {
        if (payment.cents() <= 0) {
            throw new TaskFailureException("PaymentRefused", "Nothing to charge for " + payment.orderId());
        }
        return Map.of("receipt", "receipt-" + payment.orderId());
    }
}
