package dev.tasktoken.consumer.sqslambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.Answer;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sqs.DeadLetterHandler;
import dev.tasktoken.sqs.SqsEvents;
import org.jspecify.annotations.Nullable;

/** What a function that is fed by a queue calls. */
final class Handler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final TokenResponder responder;
    private final CallbackProcessor<String> processor;

    Handler(TokenResponder responder) {
        this.responder = responder;
        this.processor = CallbackProcessor.of(responder, String.class, String::length);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return SqsEvents.process(event, context, processor);
    }

    SQSBatchResponse failAll(SQSEvent deadLetters) {
        return new DeadLetterHandler(responder).handleRequest(deadLetters, null);
    }

    boolean isSettled(SQSEvent.SQSMessage message) {
        return SqsEvents.process(message, processor).isSettled();
    }

    Answer succeed(SQSEvent.SQSMessage message, String receipt) {
        return responder.succeed(SqsEvents.read(message), receipt);
    }
}
