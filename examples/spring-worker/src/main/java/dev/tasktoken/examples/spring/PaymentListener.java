package dev.tasktoken.examples.spring;

import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.spring.TaskTokenListener;
import org.springframework.stereotype.Component;

/** Polled by this library's own worker. */
@Component
class PaymentListener {
    private final PaymentGateway gateway;

    PaymentListener(PaymentGateway gateway) {
        this.gateway = gateway;
    }

    @TaskTokenListener(queue = "${payments.queue}", id = "payments")
    Receipt charge(Payment payment, CallbackTask task) throws InterruptedException {
        return gateway.charge(payment, task.idempotencyKey());
    }
}
