package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Shop.Cards;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;

/** {@link HandWrittenQueueHandler} after the move. */
public final class QueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final CallbackProcessor<Order> processor;

    public QueueHandler(TokenResponder responder, Cards cards) {
        processor = CallbackProcessor.of(responder, Order.class, cards::charge);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return SqsEvents.process(event, context, processor);
    }
}
