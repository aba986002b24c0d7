package dev.tasktoken.consumer.lambdacore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.Answer;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.LambdaPayloads;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a function calls that is invoked directly. */
final class MapHandler implements RequestHandler<Map<String, Object>, @Nullable Void> {
    private final TokenResponder responder;
    private final CallbackProcessor<String> processor;

    MapHandler(TokenResponder responder) {
        this.responder = responder;
        this.processor = CallbackProcessor.of(responder, String.class, String::length);
    }

    @Override
    public @Nullable Void handleRequest(Map<String, Object> payload, @Nullable Context context) {
        LambdaPayloads.process(payload, context, processor);
        return null;
    }

    Answer succeed(JsonNode payload, String receipt) {
        return responder.succeed(LambdaPayloads.read(payload), receipt);
    }
}
