package dev.tasktoken.examples.approval;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** {@code POST /orders}. */
final class OrderPlacement {
    /** The order and its token must fit into a state's payload of 262,144 bytes. */
    private static final int LONGEST_ORDER = 100_000; // bytes

    private final SfnClient sfn;
    private final String stateMachineArn;
    private final Orders orders;

    OrderPlacement(SfnClient sfn, String stateMachineArn, Orders orders) {
        this.sfn = sfn;
        this.stateMachineArn = stateMachineArn;
        this.orders = orders;
    }

    Reply place(String body) {
        if (body.getBytes(StandardCharsets.UTF_8).length > LONGEST_ORDER) {
            return Reply.message(413, "An order has at most " + LONGEST_ORDER + " bytes");
        }
        Order order = Order.of(Json.parse(body).orElseGet(Json::object)).unconfirmed();
        if (!orders.record(order)) {
            return Reply.message(409, "Another order was placed under this OrderId");
        }
        return start(order)
                ? Reply.json(202, Json.object().put("OrderId", order.id()).put("Status", "Placed"))
                : Reply.later("The order is recorded, but its workflow was not started: post it again");
    }

    /** Starts at most one execution: a repeated call finds the name taken, or the same execution running. */
    private boolean start(Order order) {
        try {
            sfn.startExecution(e -> e.stateMachineArn(stateMachineArn)
                    .name("order-" + order.id())
                    .input(order.toJson()));
            return true;
        } catch (ExecutionAlreadyExistsException e) {
            return true;
        } catch (SdkException e) {
            return false;
        }
    }
}
