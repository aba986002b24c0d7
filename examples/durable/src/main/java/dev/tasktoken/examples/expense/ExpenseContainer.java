package dev.tasktoken.examples.expense;

import dev.tasktoken.CallbackId;
import dev.tasktoken.durable.CallbackResponder;
import java.util.Map;

/** A container (ECS, Batch) that a durable function started with the id of its callback in {@code CALLBACK_ID}. */
public final class ExpenseContainer {
    private ExpenseContainer() {}

    /**
     * Answers the callback.
     *
     * @param arguments none are needed
     */
    public static void main(String[] arguments) {
        try (CallbackResponder responder = CallbackResponder.create()) {
            System.out.println(responder.succeed(CallbackId.fromEnvironment(), Map.of("archived", true)));
        }
    }
}
