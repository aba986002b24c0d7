package dev.tasktoken.examples.payment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/**
 * {@link PaymentHandler} with a hook that SnapStart calls before it takes its snapshot.
 *
 * <p>The hook processes a made-up record with a receive count of 2, so its processor first checks whether the task is
 * open. The service refuses the made-up token. By then the reader, the payload's type, the SDK's client and its
 * connection have been used once. The hook uses a processor that charges nothing, in case the service is not reachable
 * and the handler runs. If the connection does not survive the snapshot, the SDK's retry opens another.
 *
 * <p>The hook logs a warning, and needs the network and {@code states:SendTaskHeartbeat}; without them the function
 * only starts more slowly.
 */
public final class PrimedPaymentHandler implements RequestHandler<SQSEvent, SQSBatchResponse>, Resource {
    private static final String BODY =
            "{\"orderId\":\"none\",\"creditCardNumber\":\"none\",\"myTaskToken\":\"made-up-for-priming\"}";

    private final TokenResponder responder;
    private final PaymentHandler handler;

    public PrimedPaymentHandler() {
        this(TokenResponder.create());
    }

    public PrimedPaymentHandler(TokenResponder responder) {
        this.responder = responder;
        this.handler = new PaymentHandler(responder);
        Core.getGlobalContext().register(this);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return handler.handleRequest(event, context);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        CallbackProcessor<PaymentOrder> priming = CallbackProcessor.of(responder, PaymentOrder.class, order -> {
            throw new RedeliveryRequestedException("Made up for priming");
        });
        SqsEvents.process(madeUp(), null, priming);
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}

    private static SQSEvent madeUp() {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("made-up-for-priming");
        message.setBody(BODY);
        message.setAttributes(Map.of("ApproximateReceiveCount", "2"));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        return event;
    }
}
