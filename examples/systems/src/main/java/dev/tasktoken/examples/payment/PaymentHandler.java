package dev.tasktoken.examples.payment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;

/**
 * A function that reads the queue, charges each order, and reports the result to its workflow.
 *
 * <p>The state that waits for it:
 *
 * <pre>{@code
 * "Charge Customer": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
 *   "Parameters": {
 *     "QueueUrl": "...",
 *     "MessageBody": {
 *       "orderId.$": "$.orderId",
 *       ...
 *       "creditCardNumber.$": "$.creditCardNumber",
 *       "myTaskToken.$": "$$.Task.Token"
 *     }
 *   },
 *   "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Notify Payment Failure" }],
 *   "Next": "Notify Payment Success"
 * }
 * }</pre>
 *
 * <p>A record that cannot be read, for instance because it is not JSON, is reported in the partial batch response. SQS
 * redelivers it until it moves to the dead-letter queue; the other records of its batch are deleted.
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor uses the function's Region,
 * credentials and endpoint. In other programs, pass a responder.
 *
 * <p>The function needs {@code states:SendTaskSuccess}, {@code states:SendTaskFailure} and
 * {@code states:SendTaskHeartbeat}, and its event source mapping {@code ReportBatchItemFailures}.
 */
public final class PaymentHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final CallbackProcessor<PaymentOrder> processor;

    public PaymentHandler() {
        this(TokenResponder.create());
    }

    public PaymentHandler(TokenResponder responder) {
        processor = CallbackProcessor.of(responder, PaymentOrder.class, Payments::charge);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return SqsEvents.process(event, context, processor);
    }
}
