package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.lambda.ApiGatewayEvents;
import dev.tasktoken.lambda.EventBridgeEvents;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.lambda.SnsEvents;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.processor.CallbackProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * The functions of docs/state-machines.md, each as a method; a deployed one would be a class. Written without JSpecify.
 */
@NullUnmarked
public final class Receivers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PendingTasks pending;
    private final CallbackProcessor<Order> processor;
    private final CallbackProcessor<Order> items;
    private final CallbackProcessor<Order> approvals;

    record Order(String orderId, int cents) {}

    public Receivers(TokenResponder responder, PendingTasks pending) {
        this.pending = pending;
        this.processor = processor(responder);
        this.items = items(responder);
        this.approvals = approvals(responder, pending);
    }

    private static CallbackProcessor<Order> processor(TokenResponder responder) {
        CallbackProcessor<Order> processor =
                CallbackProcessor.of(responder, Order.class, order -> Map.of("paid", order.cents()));
        return processor;
    }

    private static CallbackProcessor<Order> items(TokenResponder responder) {
        CallbackProcessor<Order> items = CallbackProcessor.builder(responder, Order.class)
                .reader(CallbackReader.builder().dynamoDbItems(true).build())
                .handler(order -> Map.of("paid", order.cents()))
                .build();
        return items;
    }

    private static CallbackProcessor<Order> approvals(TokenResponder responder, PendingTasks pending) {
        CallbackProcessor<Order> approvals = CallbackProcessor.builder(responder, Order.class)
                .action((order, task) -> pending.park(order.orderId(), task))
                .build();
        return approvals;
    }

    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return SqsEvents.process(event, context, processor);
    }

    public Void handleRequest(SNSEvent event, Context context) {
        SnsEvents.process(event, context, processor);
        return null;
    }

    public Void handleRequest(Map<String, Object> payload, Context context) {
        LambdaPayloads.process(payload, context, processor);
        return null;
    }

    public Void handleRequest(ScheduledEvent event, Context context) {
        EventBridgeEvents.process(event, context, processor);
        return null;
    }

    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        boolean settled = ApiGatewayEvents.process(event, context, processor).isAcknowledged();
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(settled ? 204 : 503)
                .build();
    }

    public void handleRequest(InputStream event, OutputStream result, Context context) throws IOException {
        for (JsonNode change : JSON.readTree(event).path("Records")) {
            // A Retry puts the same key again: a MODIFY, with the new token beside the old one.
            JsonNode item = change.path("dynamodb").path("NewImage");
            if (item.has("taskToken")) {
                items.process(Delivery.of(item.toString())).acknowledgedOrThrow();
            }
        }
    }

    public void ask(Map<String, Object> payload, Context context) {
        LambdaPayloads.process(payload, context, approvals);
    }

    public DecisionOutcome approve(String orderId) {
        DecisionOutcome outcome = pending.succeed(orderId, Map.of("approved", true));
        return outcome;
    }
}
