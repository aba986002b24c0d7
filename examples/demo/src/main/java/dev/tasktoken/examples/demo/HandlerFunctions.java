package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.examples.demo.DeliveryLog.Step;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.lambda.SnsEvents;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LocalFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs handlers as Lambda's runtime does: JSON in, JSON out. Every invocation has a new instance of the handler, the
 * worst case that Lambda allows, and is logged under its token's fingerprint.
 */
record HandlerFunctions(TokenResponder responder, DeliveryLog log) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    static HandlerFunctions on(Stage stage) {
        return new HandlerFunctions(stage.responder(), stage.log());
    }

    /** A function that reads its payload itself. */
    LocalFunction direct(String name, Function<TokenResponder, ? extends RequestStreamHandler> handler) {
        return logged(LambdaPayloads::read, plain(name, () -> handler.apply(responder)));
    }

    /** A function that is given no token. */
    static LocalFunction plain(String name, Supplier<? extends RequestStreamHandler> handler) {
        return payload -> {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            handler.get()
                    .handleRequest(
                            new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                            result,
                            LambdaContext.of(name).timeout(TIMEOUT));
            return result.toString(StandardCharsets.UTF_8);
        };
    }

    /** A function that is subscribed to a topic. */
    LocalFunction subscribed(String name, Function<TokenResponder, ? extends RequestHandler<SNSEvent, ?>> handler) {
        return logged(SnsEvents::read, event -> {
            handler.apply(responder)
                    .handleRequest(
                            LambdaShapes.snsEvent(Json.parse(event)),
                            LambdaContext.of(name).timeout(TIMEOUT));
            return "null";
        });
    }

    private LocalFunction logged(Function<String, CallbackEnvelope> reader, LocalFunction function) {
        return event -> {
            String fingerprint = reader.apply(event).taskToken().fingerprint();
            log.add(fingerprint, 1, Step.INVOKED);
            Step end = Step.THREW;
            try {
                String result = function.invoke(event);
                end = Step.RETURNED;
                return result;
            } finally {
                log.add(fingerprint, 1, end);
            }
        };
    }
}
