package dev.tasktoken.consumer.snslambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.Answer;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sns.SnsEvents;
import org.jspecify.annotations.Nullable;

/** What a function that is subscribed to a topic calls. */
final class Handler implements RequestHandler<SNSEvent, @Nullable Void> {
    private final TokenResponder responder;
    private final CallbackProcessor<String> processor;

    Handler(TokenResponder responder) {
        this.responder = responder;
        this.processor = CallbackProcessor.of(responder, String.class, String::length);
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, @Nullable Context context) {
        SnsEvents.process(event, context, processor);
        return null;
    }

    boolean isSettled(SNSEvent.SNSRecord notification) {
        return SnsEvents.process(notification, processor).isSettled();
    }

    Answer succeed(SNSEvent.SNSRecord notification, String receipt) {
        return responder.succeed(SnsEvents.read(notification), receipt);
    }

    Answer succeed(String notification, String receipt) {
        return responder.succeed(SnsEvents.read(notification), receipt);
    }
}
