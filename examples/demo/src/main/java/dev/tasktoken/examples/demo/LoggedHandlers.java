package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.demo.DeliveryLog.Invocation;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.lambda.SnsEvents;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Handlers whose invocations are logged under their tokens' fingerprints. Every invocation has a new instance of the
 * handler, the worst case that Lambda allows.
 */
record LoggedHandlers(TokenResponder responder, DeliveryLog log) {
    static LoggedHandlers on(Stage stage) {
        return new LoggedHandlers(stage.responder(), stage.log());
    }

    /** A handler that is given no token, and so not logged. */
    static RequestStreamHandler plain(Supplier<? extends RequestStreamHandler> handler) {
        return (input, output, context) -> handler.get().handleRequest(input, output, context);
    }

    /** A handler that reads its payload itself. */
    RequestStreamHandler direct(Function<TokenResponder, ? extends RequestStreamHandler> handler) {
        return (input, output, context) -> {
            byte[] payload = input.readAllBytes();
            String text = new String(payload, StandardCharsets.UTF_8);
            try (Invocation invocation = log.begin(LambdaPayloads.read(text).taskToken())) {
                handler.apply(responder).handleRequest(new ByteArrayInputStream(payload), output, context);
                invocation.returned();
            }
        };
    }

    /** A handler that is subscribed to a topic. */
    RequestHandler<SNSEvent, Object> subscribed(
            Function<TokenResponder, ? extends RequestHandler<SNSEvent, ?>> handler) {
        return (event, context) -> {
            SNSEvent.SNSRecord record = event.getRecords().get(0);
            try (Invocation invocation = log.begin(SnsEvents.read(record).taskToken())) {
                Object result = handler.apply(responder).handleRequest(event, context);
                invocation.returned();
                return result;
            }
        };
    }
}
