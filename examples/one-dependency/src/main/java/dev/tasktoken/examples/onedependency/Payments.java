package dev.tasktoken.examples.onedependency;

import dev.tasktoken.TaskFailureException;
import java.util.Map;

final class Payments {
    private Payments() {}

    static Map<String, Object> charge(PaymentOrder order) {
        if (order.cents() <= 0) {
            throw new TaskFailureException("NothingToCharge", order.orderId());
        }
        return Map.of("orderId", order.orderId(), "charged", order.cents());
    }
}
