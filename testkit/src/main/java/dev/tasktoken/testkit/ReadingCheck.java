package dev.tasktoken.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.CallbackEnvelope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Function;

/** Compares what came of reading a shape with what had to. Shows no token in what it complains of. */
final class ReadingCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReadingCheck() {}

    static void of(DeliveryShape shape, Function<DeliveryShape, CallbackEnvelope> reading) {
        if (shape.expected() instanceof DeliveryShape.Found found) {
            found(shape, found, reading);
        } else if (shape.expected() instanceof DeliveryShape.Refused refused) {
            refused(shape, refused, reading);
        }
    }

    private static void found(
            DeliveryShape shape, DeliveryShape.Found found, Function<DeliveryShape, CallbackEnvelope> reading) {
        CallbackEnvelope envelope;
        try {
            envelope = reading.apply(shape);
        } catch (RuntimeException e) {
            noToken(shape, stackTraceOf(e));
            throw new AssertionError(shape + ": the token was not found", e);
        }
        require(envelope.taskToken().value().equals(found.token()), shape, "another token was found");
        noToken(shape, envelope.toString());
        require(sameText(found.payloadText(), envelope.payloadText()), shape, "the payload's text is another");
        require(found.payload().equals(envelope.payload(found.type())), shape, "the payload is bound otherwise");
    }

    private static void refused(
            DeliveryShape shape, DeliveryShape.Refused refused, Function<DeliveryShape, CallbackEnvelope> reading) {
        CallbackEnvelope envelope;
        try {
            envelope = reading.apply(shape);
        } catch (RuntimeException e) {
            noToken(shape, stackTraceOf(e));
            if (e.getClass() != refused.reason()) {
                throw new AssertionError(shape + ": refused, but not with " + refused.reason(), e);
            }
            return;
        }
        throw new AssertionError(shape + ": " + envelope + " was read instead of " + refused.reason());
    }

    private static boolean sameText(String expected, String actual) {
        try {
            return JSON.readTree(expected).equals(JSON.readTree(actual));
        } catch (JsonProcessingException e) {
            return expected.equals(actual);
        }
    }

    private static String stackTraceOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void noToken(DeliveryShape shape, String text) {
        require(!text.contains(TestTokens.PREFIX), shape, "a token leaks");
    }

    private static void require(boolean condition, DeliveryShape shape, String complaint) {
        if (!condition) {
            throw new AssertionError(shape + ": " + complaint);
        }
    }
}
