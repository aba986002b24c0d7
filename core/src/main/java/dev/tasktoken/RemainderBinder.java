package dev.tasktoken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Binds what remains of a body when its token is taken out of the text. */
final class RemainderBinder {
    private final ObjectMapper mapper;
    private final TypeReaders readers;

    RemainderBinder(ObjectMapper mapper, TypeReaders readers) {
        this.mapper = mapper;
        this.readers = readers;
    }

    /** Whether the body is one JSON object when that token is taken out of it. */
    boolean isObjectWithout(LoneToken token, JsonDocument body) {
        try (JsonParser parser = body.parserWithout(token, mapper)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Binds what is left of the body when that token is taken out of it, or the value that a pointer of keys leads to
     * in what is left.
     *
     * @return null if that did not work, for whatever reason: a key on the way that occurs twice, a list on the way, a
     *     text at its end, which may be JSON, or anything behind the body
     */
    @Nullable Object bindWithout(LoneToken token, JsonDocument body, @Nullable JsonPointer pointer, JavaType type) {
        try (JsonParser parser = body.parserWithout(token, mapper)) {
            parser.nextToken();
            Object payload = bindOnly(parser, pointer == null ? JsonPointer.empty() : pointer, readers.of(type));
            return payload != null && parser.nextToken() == null ? payload : null;
        } catch (Exception e) { // checked ones too, which a deserializer may throw undeclared
            return null;
        }
    }

    /** Binds the only value that a pointer leads to from here, and reads to the end of the value here. */
    private static @Nullable Object bindOnly(JsonParser parser, JsonPointer to, ObjectReader reader)
            throws IOException {
        if (to.matches()) {
            return bindHere(parser, reader);
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Object payload = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = parser.currentName().equals(to.getMatchingProperty());
            parser.nextToken();
            if (!here) {
                parser.skipChildren();
                continue;
            }
            payload = payload == null ? bindOnly(parser, to.tail(), reader) : null;
            if (payload == null) {
                return null;
            }
        }
        return payload;
    }

    /** A deserializer that stops early, or reads on, leaves the parser where nobody else could go on. */
    private static @Nullable Object bindHere(JsonParser parser, ObjectReader reader) throws IOException {
        JsonToken first = parser.currentToken();
        if (first == JsonToken.VALUE_STRING) {
            return null;
        }
        JsonStreamContext here = parser.getParsingContext();
        JsonStreamContext around = first.isStructStart() ? here.getParent() : here;
        Object payload = reader.readValue(parser);
        JsonToken last = parser.currentToken();
        boolean isAtItsEnd = parser.getParsingContext() == around
                && (last == null || (first.isStructStart() ? last.isStructEnd() : last == first));
        return isAtItsEnd ? payload : null;
    }
}
