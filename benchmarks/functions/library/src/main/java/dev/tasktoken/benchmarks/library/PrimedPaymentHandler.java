package dev.tasktoken.benchmarks.library;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.examples.payment.PaymentHandler;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/**
 * The example's function with a hook that SnapStart calls before it takes its snapshot.
 *
 * <p>The hook processes a made-up record that says it was received twice. The processor then asks first whether its
 * task is still open; the service cannot read its token and refuses it, so no work is done. By then the reader, the
 * payload's type, the SDK's client and its connection have all been through it once.
 */
public final class PrimedPaymentHandler implements RequestHandler<SQSEvent, SQSBatchResponse>, Resource {
    private static final String BODY =
            "{\"orderId\":\"none\",\"creditCardNumber\":\"none\",\"myTaskToken\":\"made-up-for-priming\"}";

    private final PaymentHandler handler = new PaymentHandler();

    public PrimedPaymentHandler() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return handler.handleRequest(event, context);
    }

    @Override
    @SuppressWarnings("NullAway") // no invocation, so no context
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("made-up-for-priming");
        message.setBody(BODY);
        message.setAttributes(Map.of("ApproximateReceiveCount", "2"));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        handler.handleRequest(event, null);
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
