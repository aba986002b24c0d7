package dev.tasktoken.examples.spring;

import dev.tasktoken.TaskFailureException;
import org.springframework.stereotype.Component;

/** The business logic, without queues and tokens. */
@Component
class PaymentGateway {
    /** Charges the customer. The result becomes the state's output; an exception becomes the state's error. */
    Receipt charge(Payment payment, String idempotencyKey) throws InterruptedException {
        if (payment.cents() <= 0) {
            throw new TaskFailureException("PaymentRefused", "Nothing to charge for " + payment.orderId());
        }
        return new Receipt("charge-" + payment.orderId());
    }

    /** Refunds the customer. */
    Receipt refund(Payment payment, String idempotencyKey) throws InterruptedException {
        return new Receipt("refund-" + payment.orderId());
    }
}
