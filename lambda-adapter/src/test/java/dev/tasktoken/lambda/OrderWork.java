package dev.tasktoken.lambda;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import java.util.ArrayList;
import java.util.List;

/**
 * Handlers that note which orders they were given.
 *
 * @param responder answers their tasks
 * @param worked the numbers of the orders, in the order of the work
 */
record OrderWork(TokenResponder responder, List<Integer> worked) {
    OrderWork(TokenResponder responder) {
        this(responder, new ArrayList<>());
    }

    /** Answers every order with its number. */
    CallbackProcessor<Orders.Order> processor() {
        return CallbackProcessor.of(responder, Orders.Order.class, order -> {
            worked.add(order.number());
            return order.number();
        });
    }

    /** Throws for one order. */
    CallbackProcessor<Orders.Order> failing(int number, Throwable thrown) {
        return CallbackProcessor.of(responder, Orders.Order.class, order -> {
            worked.add(order.number());
            if (order.number() != number) {
                return order.number();
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        });
    }
}
