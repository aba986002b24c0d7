package dev.tasktoken;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Binds payloads. Either the place is known, or it is guessed while the token is still being looked for. */
final class PayloadBinder {
    private final ObjectMapper mapper;
    private final TypeReaders readers;

    PayloadBinder(ObjectMapper mapper, TypeReaders readers) {
        this.mapper = mapper;
        this.readers = readers;
    }

    /** A payload that was bound on a guess, what the guess hid, and what was seen meanwhile. */
    record Guess(Object payload, Set<JsonPointer> hidden, TokenScan scan) {}

    /**
     * Binds the body as if the payload were all of it but the keys that look like a token, and scans it in the same
     * pass.
     *
     * @return null if that did not work, for whatever reason
     */
    @Nullable Guess guess(JsonDocument body, JavaType type, boolean searchInput) {
        TokenScan scan = new TokenScan(body, 0, searchInput);
        Set<JsonPointer> hidden = new HashSet<>();
        try (JsonParser raw = body.parser(mapper)) {
            HidingParser parser = new HidingParser(raw, at -> looksLikeNoPayload(at, scan, hidden), scan);
            Object payload = readers.of(type).readValue(parser);
            if (scan.depth() != 0) {
                return null; // it stopped in the middle, and Jackson has hidden from the scan where
            }
            parser.drain();
            scan.finish();
            return payload == null ? null : new Guess(payload, hidden, scan);
        } catch (Exception e) { // checked ones too, which a deserializer may throw undeclared
            return null;
        }
    }

    /**
     * Binds the payload at a known place.
     *
     * @throws InvalidPayloadException if it does not fit the type
     */
    Object bind(PayloadPlace place, JavaType type) {
        if (type.hasRawClass(String.class)) {
            return text(place);
        }
        try (JsonParser raw = place.document().parser(mapper)) {
            Object payload = readers.of(type).readValue(payload(raw, place));
            refuseMore(raw, place.root());
            if (payload == null) {
                throw new InvalidPayloadException("The payload is null, not " + type.toCanonical());
            }
            return payload;
        } catch (InvalidPayloadException e) {
            throw e;
        } catch (Exception e) { // checked ones too, which a deserializer may throw undeclared
            throw new InvalidPayloadException("The payload does not bind to " + type.toCanonical() + ": "
                    + BindingProblem.of(e).description());
        }
    }

    /** The payload as JSON text or, if it is a JSON string or no JSON at all, as that text. */
    String text(PayloadPlace place) {
        if (place.root().matches() && place.hidden().isEmpty() && !isJsonString(place.document())) {
            return place.document().text();
        }
        StringWriter text = new StringWriter();
        try (JsonParser raw = place.document().parser(mapper);
                JsonGenerator generator = mapper.createGenerator(text)) {
            JsonParser parser = payload(raw, place);
            boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
            if (isText) {
                text.append(parser.getText());
            } else {
                generator.copyCurrentStructureExact(parser);
            }
            refuseMore(raw, place.root());
        } catch (IOException e) {
            throw new InvalidPayloadException("The payload cannot be read as JSON");
        }
        return text.toString();
    }

    /**
     * Reads on to the end: the rest must be JSON too, and a key that occurs twice on the way to the payload leaves open
     * which of the two stands beside the token.
     */
    private static void refuseMore(JsonParser raw, JsonPointer root) throws IOException {
        if (root.matches()) {
            leaveRoot(raw);
            return;
        }
        PointerMatch payload = new PointerMatch(root);
        for (JsonToken token = raw.nextToken(); token != null; token = raw.nextToken()) {
            if (token == JsonToken.FIELD_NAME && payload.isAt(raw.getParsingContext())) {
                throw new InvalidPayloadException("There are two payloads at " + Printable.path(root, 200));
            }
        }
    }

    private static void leaveRoot(JsonParser raw) throws IOException {
        while (!raw.getParsingContext().inRoot()) {
            raw.nextToken();
        }
        if (raw.nextToken() != null) {
            throw new UnexpectedContent("it holds more than one JSON value");
        }
    }

    private boolean isJsonString(JsonDocument document) {
        try (JsonParser parser = document.parser(mapper)) {
            return parser.nextToken() == JsonToken.VALUE_STRING;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonParser payload(JsonParser raw, PayloadPlace place) throws IOException {
        JsonParser parser = raw;
        if (!place.hidden().isEmpty()) {
            parser = new HidingParser(raw, isAmong(place.hidden()), null);
        }
        parser.nextToken();
        step(parser, place.root());
        return parser;
    }

    private static void step(JsonParser parser, JsonPointer to) throws IOException {
        for (JsonPointer rest = to; !rest.matches(); rest = rest.tail()) {
            stepInto(parser, rest);
        }
    }

    private static void stepInto(JsonParser parser, JsonPointer to) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY && index < to.getMatchingIndex(); index++) {
                parser.skipChildren();
            }
            return;
        }
        boolean inside = parser.currentToken() == JsonToken.START_OBJECT;
        while (inside && parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = parser.currentName().equals(to.getMatchingProperty());
            parser.nextToken();
            if (here) {
                return;
            }
            parser.skipChildren();
        }
        throw new UnexpectedContent("the payload is gone");
    }

    private static Predicate<JsonParser> isAmong(Set<JsonPointer> hidden) {
        List<PointerMatch> places = new ArrayList<>();
        hidden.forEach(place -> places.add(new PointerMatch(place)));
        return at -> {
            for (PointerMatch place : places) {
                if (place.isAt(at.getParsingContext())) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean looksLikeNoPayload(JsonParser at, TokenScan scan, Set<JsonPointer> hidden) {
        if (scan.depth() != 1 || (scan.pending() == TokenName.NONE && !isContext(at))) {
            return false;
        }
        hidden.add(at.getParsingContext().pathAsPointer());
        return true;
    }

    private static boolean isContext(JsonParser at) {
        String name = at.getParsingContext().getCurrentName();
        return name.length() >= 13 && TokenName.normalized(name).equals("executioncontext");
    }
}
