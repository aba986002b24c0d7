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
 * <p>The hook processes a made-up record that says it was received twice, so that its processor first asks whether the
 * task is still open; the service cannot read the made-up token and refuses it. By then the reader, the payload's type,
 * the SDK's client and its connection have all been through it once. That processor is not the one that charges: if the
 * service cannot be asked, work begins, and there is nothing to pay. A connection that does not live through the
 * snapshot is replaced by the SDK's own retry.
 *
 * <p>The hook logs a warning, and needs the network and {@code states:SendTaskHeartbeat}; without them the function
 * starts more slowly and works all the same.
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
