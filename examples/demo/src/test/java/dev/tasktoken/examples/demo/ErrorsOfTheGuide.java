package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.PausedTask;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.lambda.DeadLetterHandler;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DeadlineAction;
import dev.tasktoken.processor.PayloadHandler;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.LambdaEvents;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Makes each error of the table of docs/errors.md happen to a task. */
final class ErrorsOfTheGuide {
    private final TokenResponder responder;

    record Order(String orderId, int cents) {}

    private record Misunderstood(int orderId, int cents) {}

    /** What a function does with the payload of its task. */
    @FunctionalInterface
    interface Reaction {
        void take(String payload) throws Exception;
    }

    ErrorsOfTheGuide(TokenResponder responder) {
        this.responder = responder;
    }

    /** What makes each error of the table happen, by its name. */
    Map<String, Reaction> all() {
        Map<String, Reaction> reactions = new HashMap<>();
        reactions.put("CardRefused", throwing(new TaskFailureException("CardRefused", "expired")));
        reactions.put("java.io.IOException", throwing(new IOException("the line is dead")));
        reactions.put(
                "InvalidPayload",
                payload -> CallbackProcessor.of(responder, Misunderstood.class, order -> 1)
                        .process(Delivery.of(payload.replace("0001", "first"))));
        reactions.put("OutputTooLarge", returning("x".repeat(262_144)));
        reactions.put("OutputNotSerializable", returning(new Object()));
        reactions.put("OutputNotJson", payload -> {
            PausedTask task = CallbackReader.standard().read(payload);
            assertThatThrownBy(() -> responder.succeedJson(task, "paid")).isInstanceOf(OutputRejectedException.class);
        });
        reactions.put(
                "TooManyReceives",
                payload -> CallbackProcessor.builder(responder, Order.class)
                        .maxReceives(2)
                        .handler(order -> 1)
                        .build()
                        .process(Delivery.builder(payload).receiveCount(3).build()));
        reactions.put("DeadlineReached", this::beyondTheDeadline);
        reactions.put("DeadLetter", this::toTheDeadLetterQueue);
        reactions.put("AlreadyPending", this::underATakenId);
        reactions.put(
                "dev.tasktoken.processor.RedeliveryRequestedException",
                payload -> LambdaPayloads.process(payload, null, processor(order -> {
                    throw new RedeliveryRequestedException("the bank is closed until six");
                })));
        reactions.put("States.Timeout", payload -> {});
        reactions.put("States.HeartbeatTimeout", payload -> {});
        return reactions;
    }

    private void underATakenId(String payload) {
        PendingTasks pending = PendingTasks.of(RecordingResponder.create().responder(), TokenStore.inMemory());
        pending.park("expense-7", TaskToken.of(TestTokens.numbered(1)));
        CallbackProcessor.builder(responder, Order.class)
                .action((order, task) -> pending.park("expense-7", task))
                .build()
                .process(Delivery.of(payload));
    }

    private void beyondTheDeadline(String payload) {
        CallbackProcessor.builder(responder, Order.class)
                .atDeadline(DeadlineAction.FAIL_TASK)
                .deadlineMargin(Duration.ZERO)
                .action((order, task) -> new CountDownLatch(1).await())
                .build()
                .process(Delivery.builder(payload)
                        .deadline(Instant.now().plusSeconds(1))
                        .build());
    }

    private void toTheDeadLetterQueue(String payload) {
        SQSEvent event = LambdaEvents.sqs(
                Deliveries.sqs(TestTokens.numbered(1), Map.of()).receiveCount(4));
        event.getRecords().get(0).setBody(payload);
        event.getRecords()
                .get(0)
                .getAttributes()
                .put("DeadLetterQueueSourceArn", "arn:aws:sqs:us-east-1:123456789012:orders");
        new DeadLetterHandler(responder).handleRequest(event, null);
    }

    private Reaction throwing(Exception thrown) {
        return payload -> processor(order -> {
                    throw thrown;
                })
                .process(Delivery.of(payload));
    }

    private Reaction returning(Object result) {
        return payload -> processor(order -> result).process(Delivery.of(payload));
    }

    CallbackProcessor<Order> processor(PayloadHandler<Order> handler) {
        return CallbackProcessor.of(responder, Order.class, handler);
    }
}
