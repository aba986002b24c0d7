package dev.tasktoken.examples.powertools;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.utilities.JsonConfig;

/**
 * Powertools logs as JSON and provides its mapper, which ignores unknown properties; this library answers. The
 * handler's log lines have the fields of both: the invocation's, and {@code tasktoken.task}, the token's fingerprint.
 *
 * <p>Leave Powertools' logging of events and responses off ({@code logEvent}, {@code POWERTOOLS_LOGGER_LOG_EVENT}): it
 * prints whole events, including tokens.
 */
public final class ShippingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(ShippingHandler.class);

    private final CallbackProcessor<Order> processor;

    public ShippingHandler() {
        this(TokenResponder.create());
    }

    ShippingHandler(TokenResponder responder) {
        CallbackReader reader = CallbackReader.builder()
                .mapper(JsonConfig.get().getObjectMapper())
                .build();
        processor = CallbackProcessor.builder(responder, Order.class)
                .reader(reader)
                .handler(ShippingHandler::ship)
                .build();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> SqsEvents.process(event, context, processor));
    }

    private static String ship(Order order) {
        LOG.info("Shipping {}", order.orderId());
        return "shipped";
    }
}
