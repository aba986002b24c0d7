package dev.tasktoken.spring.sample;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.spring.TaskTokenListener;
import org.springframework.stereotype.Component;

@Component
class Charging {
    private final Ledger ledger;

    Charging(Ledger ledger) {
        this.ledger = ledger;
    }

    record PaymentOrder(String orderId, long cents) {}

    record Receipt(String orderId, String receiptId) {}

    @TaskTokenListener(queue = "payments")
    Receipt charge(PaymentOrder order, CallbackTask task) {
        if (order.cents() <= 0) {
            throw new TaskFailureException("NothingToCharge", "The order has no amount");
        }
        return new Receipt(order.orderId(), ledger.book(task.idempotencyKey()));
    }
}
