package dev.tasktoken.examples.onedependency;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;

public final class PaymentHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final CallbackProcessor<PaymentOrder> processor =
            CallbackProcessor.of(TokenResponder.create(), PaymentOrder.class, Payments::charge);

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return SqsEvents.process(event, context, processor);
    }
}
