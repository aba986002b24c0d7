package dev.tasktoken.examples.guide;

import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import java.util.Map;

/** The container of docs/state-machines.md. */
public final class ChargeContainer {
    private ChargeContainer() {}

    public static void main(String[] arguments) {
        try (TokenResponder responder = TokenResponder.create()) {
            TaskToken taskToken = TaskToken.fromEnvironment(); // the variable whose name ends in TASK_TOKEN
            Map<String, Integer> receipt;
            try {
                receipt = charge(System.getenv("ORDER_ID"));
            } catch (Exception | Error e) { // or the task would wait for its timeout
                responder.fail(taskToken, e);
                return;
            }
            responder.succeed(taskToken, receipt);
        }
    }

    private static Map<String, Integer> charge(String orderId) {
        if (!orderId.equals("0001")) {
            throw new IllegalArgumentException("there is no order " + orderId);
        }
        return Map.of("paid", 1999);
    }
}
