package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.tasktoken.internal.BindingProblem;
import java.io.IOException;
import java.lang.reflect.Type;

/** Binds payloads: the text that a reading left over, by the caller's mapper. */
final class PayloadBinder {
    private final PayloadMapper mapper;

    private final TypeFactory types;

    private PayloadBinder(PayloadMapper mapper, TypeFactory types) {
        this.mapper = mapper;
        this.types = types;
    }

    static PayloadBinder of(ObjectMapper mapper) {
        ObjectReader reader = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return new PayloadBinder((json, type) -> reader.forType(type).readValue(json), mapper.getTypeFactory());
    }

    JavaType typeOf(Type type) {
        return types.constructType(type);
    }

    /**
     * Binds a payload.
     *
     * @throws InvalidPayloadException if it does not fit the type, or is null
     */
    Object bind(PayloadText text, JavaType type) {
        if (type.hasRawClass(String.class)) {
            return text(text);
        }
        refuseMalformed(text);
        try {
            Object payload = mapper.read(text.reader(), type);
            if (payload == null) {
                throw new InvalidPayloadException("The payload is null, not " + type.toCanonical());
            }
            return payload;
        } catch (InvalidPayloadException e) {
            throw e;
        } catch (StackOverflowError e) { // it is legal JSON, so no parser refused it
            throw new InvalidPayloadException("The payload is nested too deep to bind to " + type.toCanonical());
        } catch (Exception e) { // checked ones too, which a deserializer may throw undeclared
            throw new InvalidPayloadException("The payload does not bind to " + type.toCanonical() + ": "
                    + BindingProblem.of(e).description());
        }
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
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                return text;
            }
            String string = parser.getText();
            return parser.nextToken() == null ? string : text;
        } catch (IOException e) {
            return text;
        }
    }
}
