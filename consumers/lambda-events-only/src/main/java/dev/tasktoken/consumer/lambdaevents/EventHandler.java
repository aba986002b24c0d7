package dev.tasktoken.consumer.lambdaevents;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.EventBridgeEvents;
import org.jspecify.annotations.Nullable;

/** What a function calls that is a rule's target. */
final class EventHandler implements RequestHandler<ScheduledEvent, @Nullable Void> {
    private final CallbackProcessor<String> processor;

    EventHandler(TokenResponder responder) {
        this.processor = CallbackProcessor.of(responder, String.class, String::length);
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, @Nullable Context context) {
        EventBridgeEvents.process(event, context, processor);
        return null;
    }
}
