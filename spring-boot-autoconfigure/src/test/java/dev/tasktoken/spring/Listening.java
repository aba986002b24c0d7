package dev.tasktoken.spring;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.processor.CallbackTask;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Beans with listener methods, to test. */
final class Listening {
    private Listening() {}

    record Order(String orderId, int cents) {}

    static class PayloadAndTask {
        @TaskTokenListener(queue = "orders")
        Map<String, String> handle(Order order, CallbackTask task) {
            return Map.of("order", order.orderId(), "key", task.idempotencyKey());
        }
    }

    static class TaskAndGenericPayload {
        @TaskTokenListener(queue = "orders")
        int handle(CallbackTask task, Map<String, List<Order>> orders) {
            return orders.values().stream().mapToInt(List::size).sum();
        }
    }

    static class NothingReturned {
        @TaskTokenListener(queue = "${orders.queue}", id = "by-property", concurrency = "${orders.concurrency}")
        void handle(Order order) {}
    }

    static class TaskAlone {
        @TaskTokenListener(queue = "orders")
        String handle(CallbackTask task) {
            return "done";
        }
    }

    @Lazy
    static class Unasked extends TaskAlone {}

    @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class EachMessage {
        private static final AtomicInteger MADE = new AtomicInteger();

        private final int number = MADE.incrementAndGet();

        @TaskTokenListener(queue = "orders")
        int handle(CallbackTask task) {
            return number;
        }
    }

    @Scope("prototype")
    static class OneOfMany extends TaskAlone {
        @Override
        @TaskTokenListener(queue = "orders")
        String handle(CallbackTask task) {
            return super.handle(task);
        }
    }

    static class Refusing {
        @TaskTokenListener(queue = "orders")
        @Nullable Object handle(Order order) throws Exception {
            if (order.cents() == 0) {
                throw new TaskFailureException("NothingToPay", "no amount");
            }
            throw new java.io.IOException("checked");
        }
    }

    /** Typed by its subclass. */
    abstract static class Typed<T> {
        @TaskTokenListener(queue = "orders")
        @Nullable Object handle(T payload) {
            return payload;
        }
    }

    static class OfOrders extends Typed<Order> {}

    /** Holds its handlers until it is released. */
    static class Held {
        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        @TaskTokenListener(queue = "orders", heartbeatEvery = "100ms")
        String handle(Order order) throws InterruptedException {
            started.countDown();
            released.await();
            return Thread.currentThread().toString();
        }
    }

    static class TwoPayloads {
        @TaskTokenListener(queue = "orders")
        void handle(Order order, String more) {}
    }

    static class Blank {
        @TaskTokenListener(queue = "${nothing:}")
        void handle(Order order) {}
    }

    static class NoNumber {
        @TaskTokenListener(queue = "orders", concurrency = "many")
        void handle(Order order) {}
    }

    static class NoHandlers {
        @TaskTokenListener(queue = "orders", concurrency = "0")
        void handle(Order order) {}
    }

    static class Hasty {
        @TaskTokenListener(queue = "orders", heartbeatEvery = "1ms")
        void handle(Order order) {}
    }

    static class NoDuration {
        @TaskTokenListener(queue = "orders", heartbeatEvery = "often")
        void handle(Order order) {}
    }

    static class SameQueue {
        @TaskTokenListener(queue = "https://sqs.us-east-1.amazonaws.com/123456789012/orders")
        void other(Order order) {}
    }

    static class SameId {
        @TaskTokenListener(queue = "other-orders", id = "payloadAndTask.handle")
        void other(Order order) {}
    }
}
