package com.example.payments;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.spring.TaskTokenListener;
import org.springframework.stereotype.Component;

@Component
class Charging {
    record PaymentOrder(String orderId, long cents) {}

    record Receipt(String orderId, String receiptId) {}

    @TaskTokenListener(queue = "payments")
    Receipt charge(PaymentOrder order, CallbackTask task) {
        if (order.cents() <= 0) {
            throw new TaskFailureException("NothingToCharge", "The order has no amount");
        }
        return new Receipt(order.orderId(), "receipt-" + task.idempotencyKey());
    }
}
