package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.demo.DeliveryLog.Step;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;

/** Payment: orders with good and bad cards. One answered message is redelivered, and one message is not JSON. */
final class PaymentSystem implements DemoSystem {
    private static final int MAX_RECEIVES = 3;
    private static final String NOT_JSON = "Please charge my card. Regards, a customer";
    private static final Order DELIVERED_TWICE =
            Order.withGoodCard("order-1002", "a good card; its message is delivered twice", "5555555555554444");
    private static final List<Order> ORDERS = List.of(
            Order.withGoodCard("order-1001", "a good card", "4111111111111111"),
            DELIVERED_TWICE,
            Order.withBadCard("order-1003", "a bad card: the check digit is wrong", "4111111111111112"),
            Order.withGoodCard("order-1004", "a good card", "378282246310005"),
            Order.withBadCard("order-1005", "a bad card: two digits are swapped", "5555555555545444"),
            Order.withBadCard("order-1006", "a bad card: no number at all", "not-a-number"),
            Order.withGoodCard("order-1007", "a good card", "4222222222222"));
    private static final Map<String, String> NOTIFICATIONS = Map.of(
            "Payment processed successfully.", "success",
            "{\"Error\":\"Failed to process payment\",\"Cause\":\"Invalid Credit Card\"}", "failure");

    private final Function<TokenResponder, RequestHandler<SQSEvent, SQSBatchResponse>> function;

    PaymentSystem(Function<TokenResponder, RequestHandler<SQSEvent, SQSBatchResponse>> function) {
        this.function = function;
    }

    @Override
    public String name() {
        return "payment";
    }

    @Override
    public String description() {
        return "a function charges orders that it reads from a queue";
    }

    @Override
    public List<Outcome> run(Stage stage) {
        Queue deadLetters = stage.queues().create("dead-letters");
        Queue orders = stage.queues().create("payment-orders", deadLetters, MAX_RECEIVES);
        Notifications notifications = Notifications.subscribe(stage, "payment-outcomes");
        String machine =
                stage.machine("payment", Map.of("QueueUrl", orders.url(), "TopicArn", notifications.topicArn()));

        List<Execution> executions = ORDERS.stream()
                .map(order -> stage.startAndPause(machine, order.id(), order.toJson()))
                .toList();
        Execution deliveredTwice = executions.get(ORDERS.indexOf(DELIVERED_TWICE));
        String notJson = orders.send(NOT_JSON);
        Outcomes outcomes = new Outcomes(name(), stage.out());
        Message deadLetter;
        try (QueuePoller poller = new QueuePoller(orders, () -> function.apply(stage.responder()), stage.log())) {
            poller.losingOneDelete(deliveredTwice.messageId()).start();
            for (int i = 0; i < ORDERS.size(); i++) {
                Order order = ORDERS.get(i);
                outcomes.add(
                        order.id(), expectedEnding(order), executions.get(i).ending());
            }
            stage.log().awaitSettled(deliveredTwice.messageId(), stage.deadline());
            outcomes.add("the duplicate", "settled 2 x, answered 1 x", endingOfDuplicate(deliveredTwice));
            deadLetter = deadLetters.receiveOne(stage.deadline());
            stage.log().add(deadLetter.messageId(), MAX_RECEIVES, Step.DEAD_LETTER);
        }
        outcomes.add("the non-JSON one", "failed 3 x, then a dead letter", endingOfNotJson(stage, notJson, deadLetter));
        outcomes.add("payment-orders", "empty", orders.countMessages());
        outcomes.add("dead-letters", "1 message", deadLetters.countMessages());
        outcomes.add("payment-outcomes", expectedNotifications(), notifications.count(NOTIFICATIONS, stage.deadline()));

        for (int i = 0; i < ORDERS.size(); i++) {
            executions.get(i).printTimeline(ORDERS.get(i).toString());
        }
        stage.log().print(stage.out(), "The message that is not JSON", notJson);
        return outcomes.list();
    }

    private static String endingOfDuplicate(Execution execution) {
        DeliveryLog log = execution.stage().log();
        long settled =
                log.count(execution.messageId(), Step.DELETE_LOST) + log.count(execution.messageId(), Step.SETTLED);
        long answered = execution.calls().stream()
                .filter(answer -> !answer.operation().equals("SendTaskHeartbeat"))
                .count();
        return "settled " + settled + " x, answered " + answered + " x";
    }

    private static String endingOfNotJson(Stage stage, String messageId, Message deadLetter) {
        boolean isIt =
                deadLetter.messageId().equals(messageId) && deadLetter.body().equals(NOT_JSON);
        return "failed " + stage.log().count(messageId, Step.REPORTED_FAILED) + " x, then "
                + (isIt ? "a dead letter" : "lost");
    }

    private static String expectedEnding(Order order) {
        return "SUCCEEDED via Notify Payment " + (order.hasGoodCard() ? "Success" : "Failure");
    }

    private static String expectedNotifications() {
        long good = ORDERS.stream().filter(Order::hasGoodCard).count();
        return Notifications.describe(Map.of("success", good, "failure", ORDERS.size() - good));
    }
}
