package dev.tasktoken.testkit.internal.deliveries;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackEnvelope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;

/**
 * Compares the result of reading a shape with the expected one. Shows no token in its messages.
 *
 * @param shape the shape's name
 * @param reading reads the shape by the adapter under test
 */
public record ReadingCheck(String shape, Supplier<CallbackEnvelope> reading) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public void requireFound(String token, String payloadText, Object payload, Class<?> type) {
        CallbackEnvelope envelope;
        try {
            envelope = reading.get();
        } catch (RuntimeException e) {
            requireNoToken(stackTraceOf(e));
            throw new AssertionError(shape + ": the token was not found", e);
        }
        require(envelope.taskToken().value().equals(token), "another token was found");
        requireNoToken(envelope.toString());
        require(sameText(payloadText, envelope.payloadText()), "the payload's text is another");
        require(payload.equals(envelope.payload(type)), "the payload is bound otherwise");
    }

    public void requireRefused(Class<? extends TaskTokenException> reason) {
        CallbackEnvelope envelope;
        try {
            envelope = reading.get();
        } catch (RuntimeException e) {
            requireNoToken(stackTraceOf(e));
            if (e.getClass() != reason) {
                throw new AssertionError(shape + ": refused, but not with " + reason, e);
            }
            return;
        }
        throw new AssertionError(shape + ": " + envelope + " was read instead of " + reason);
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

    private void requireNoToken(String text) {
        require(!text.contains(SampleTokens.PREFIX), "a token leaks");
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            throw new AssertionError(shape + ": " + complaint);
        }
    }
}
