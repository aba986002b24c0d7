package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.internal.CodecProblem;
import java.io.IOException;
import java.lang.reflect.Type;

/**
 * Binds payloads: the text that a reading left over, by the caller's codec.
 *
 * @param codec the caller's
 */
record PayloadBinder(JsonCodec codec) {
    /**
     * Binds a payload.
     *
     * @throws InvalidPayloadException if it does not fit the type, or is null
     */
    Object bind(PayloadText text, Type type) {
        if (isText(type)) {
            return text(text);
        }
        refuseMalformed(text);
        Object payload;
        try {
            payload = codec.read(text.reader(), type);
        } catch (StackOverflowError e) { // it is legal JSON, so no parser refused it
            throw new InvalidPayloadException("The payload is nested too deep to bind to " + nameOf(type));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableDeliveryException("Interrupted while the payload was read");
        } catch (Exception e) { // checked ones too, which a deserializer may throw undeclared
            throw new InvalidPayloadException(
                    "The payload does not bind to " + nameOf(type) + ": " + CodecProblem.of(codec::describe, e));
        }
        if (payload == null) {
            throw new InvalidPayloadException("The payload is null, not " + nameOf(type));
        }
        return payload;
    }

    private static boolean isText(Type type) {
        return type == String.class || (type instanceof JavaType jackson && jackson.hasRawClass(String.class));
    }

    private static String nameOf(Type type) {
        return type instanceof JavaType jackson ? jackson.toCanonical() : type.getTypeName();
    }

    /** The payload as JSON text or, if it is a JSON string or no JSON at all, as that text. */
    String text(PayloadText text) {
        refuseMalformed(text);
        String json = text.toString();
        return json.stripLeading().startsWith("\"") ? unquoted(json) : json;
    }

    private static void refuseMalformed(PayloadText text) {
        if (!text.isUtf8()) {
            throw new InvalidPayloadException("The payload is not in UTF-8");
        }
    }

    /** A text that begins with a quote and is not exactly one JSON string is taken as plain text. */
    private static String unquoted(String text) {
        try (JsonParser parser = JsonDocument.of(text).parser()) {
            parser.nextToken();
            String string = parser.getText();
            return parser.nextToken() == null ? string : text;
        } catch (IOException e) {
            return text;
        }
    }
}
