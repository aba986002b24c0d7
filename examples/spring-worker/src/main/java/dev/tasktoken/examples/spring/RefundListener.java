package dev.tasktoken.examples.spring;

import dev.tasktoken.processor.CallbackTask;
import io.awspring.cloud.sqs.annotation.SqsListener;
import org.springframework.stereotype.Component;

/** Polled by Spring Cloud AWS, as an application has it already. */
@Component
class RefundListener {
    private final PaymentGateway gateway;

    RefundListener(PaymentGateway gateway) {
        this.gateway = gateway;
    }

    @SqsListener(queueNames = "${refunds.queue}", id = "refunds")
    Receipt refund(Payment payment, CallbackTask task) throws InterruptedException {
        return gateway.refund(payment, task.idempotencyKey());
    }
}
