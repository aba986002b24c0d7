package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.deliveries.TokenMessage;
import org.jspecify.annotations.Nullable;

/**
 * Builds deliveries of task tokens in the form in which queues, topics, functions and buses hand them over, for unit
 * tests of handlers.
 *
 * <p>The payload is JSON text if it is a {@code String}, else what Jackson makes of it. By default the token stands in
 * it under the key {@code TaskToken}, as in {@code {"orderId": "order-42", "TaskToken": "..."}}; each delivery can say
 * otherwise. All that a delivery has beside these, ids and times for instance, is made up.
 *
 * <p>Deliveries are immutable: each method returns another one. Their {@code toString} shows neither token nor payload.
 *
 * <pre>{@code
 * String event = Deliveries.sqs(TestTokens.numbered(1), new Order("order-42")).receiveCount(2).event();
 * }</pre>
 */
public final class Deliveries {
    private Deliveries() {}

    /**
     * Begins a message in an SQS queue whose body is the payload with the token.
     *
     * @param taskToken the token's text, for instance of {@link TestTokens}
     * @param payload the payload
     * @return the message
     * @throws IllegalArgumentException if the payload is not JSON
     */
    public static SqsDelivery sqs(String taskToken, @Nullable Object payload) {
        return SqsDelivery.of(TokenMessage.of(taskToken, payload), SqsDelivery.Wrapping.NONE);
    }

    /**
     * Begins a message in an SQS queue that a topic put there, in SNS's envelope. A token in an attribute stands among
     * the envelope's; for raw delivery, which has no envelope, use {@link #sqs}.
     *
     * @param taskToken the token's text
     * @param payload the payload
     * @return the message
     * @throws IllegalArgumentException if the payload is not JSON
     */
    public static SqsDelivery snsInSqs(String taskToken, @Nullable Object payload) {
        return SqsDelivery.of(TokenMessage.of(taskToken, payload), SqsDelivery.Wrapping.SNS);
    }

    /**
     * Begins a message in an SQS queue that is the target of an EventBridge rule. The payload is the event's detail.
     *
     * @param taskToken the token's text
     * @param payload the payload
     * @return the message
     * @throws IllegalArgumentException if the payload is not JSON
     */
    public static SqsDelivery eventBridgeInSqs(String taskToken, @Nullable Object payload) {
        return SqsDelivery.of(TokenMessage.of(taskToken, payload), SqsDelivery.Wrapping.EVENT_BRIDGE);
    }

    /**
     * Begins a notification of an SNS topic, for a function or an HTTPS endpoint.
     *
     * @param taskToken the token's text
     * @param payload the payload
     * @return the notification
     * @throws IllegalArgumentException if the payload is not JSON
     */
    public static SnsDelivery sns(String taskToken, @Nullable Object payload) {
        return SnsDelivery.of(TokenMessage.of(taskToken, payload));
    }

    /**
     * Begins a payload that Step Functions invokes a function with.
     *
     * @param taskToken the token's text
     * @param payload the payload
     * @return the payload with the token
     * @throws IllegalArgumentException if the payload is not JSON
     */
    public static DirectDelivery direct(String taskToken, @Nullable Object payload) {
        return new DirectDelivery(TokenMessage.of(taskToken, payload));
    }

    /**
     * Begins an EventBridge event for a function. The payload is the event's detail.
     *
     * @param taskToken the token's text
     * @param payload the payload
     * @return the event
     * @throws IllegalArgumentException if the payload is not JSON
     */
    public static EventBridgeDelivery eventBridge(String taskToken, @Nullable Object payload) {
        return EventBridgeDelivery.of(TokenMessage.of(taskToken, payload));
    }
}
