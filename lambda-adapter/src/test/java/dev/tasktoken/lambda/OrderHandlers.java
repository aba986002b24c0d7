package dev.tasktoken.lambda;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import java.util.ArrayList;
import java.util.List;

/**
 * Handlers that record which orders they received.
 *
 * @param responder answers their tasks
 * @param handled the numbers of the orders, in the order in which they were handled
 */
record OrderHandlers(TokenResponder responder, List<Integer> handled) {
    OrderHandlers(TokenResponder responder) {
        this(responder, new ArrayList<>());
    }

    /** Answers every order with its number. */
    CallbackProcessor<Orders.Order> processor() {
        return CallbackProcessor.of(responder, Orders.Order.class, order -> {
            handled.add(order.number());
            return order.number();
        });
    }

    /** Throws for one order. */
    CallbackProcessor<Orders.Order> failing(int number, Throwable thrown) {
        return CallbackProcessor.of(responder, Orders.Order.class, order -> {
            handled.add(order.number());
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
