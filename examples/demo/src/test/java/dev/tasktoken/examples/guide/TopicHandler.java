package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Shop.Printer;
import dev.tasktoken.lambda.SnsEvents;
import dev.tasktoken.processor.CallbackProcessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link HandWrittenTopicHandler} after the move. */
public final class TopicHandler implements RequestHandler<SNSEvent, @Nullable Void> {
    private final CallbackProcessor<Parcel> processor;

    record Parcel(String orderId) {}

    public TopicHandler(TokenResponder responder, Printer printer) {
        processor = CallbackProcessor.of(
                responder, Parcel.class, parcel -> Map.of("label", printer.label(parcel.orderId())));
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        SnsEvents.process(event, context, processor);
        return null;
    }
}
