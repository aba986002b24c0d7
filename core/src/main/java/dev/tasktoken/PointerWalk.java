package dev.tasktoken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * Streams to every value that a pointer leads to; a repeated key leads to several. Goes through JSON text on the way.
 */
final class PointerWalk {
    private static final int MAX_TEXTS = 4;

    private final ObjectMapper mapper;
    private final JsonDocument document;
    private final Visitor visitor;
    private final int texts;

    /** Is shown each value; the parser stands at it and must be left there. */
    interface Visitor {
        void visit(JsonDocument inside, JsonPointer place, JsonParser parser) throws IOException;
    }

    private PointerWalk(ObjectMapper mapper, JsonDocument document, Visitor visitor, int texts) {
        this.mapper = mapper;
        this.document = document;
        this.visitor = visitor;
        this.texts = texts;
    }

    static void walk(ObjectMapper mapper, JsonDocument document, JsonPointer pointer, Visitor visitor)
            throws IOException {
        new PointerWalk(mapper, document, visitor, 0).walk(pointer);
    }

    private void walk(JsonPointer pointer) throws IOException {
        try (JsonParser parser = document.parser(mapper)) {
            if (parser.nextToken() != null) {
                descend(parser, JsonPointer.empty(), pointer);
            }
        }
    }

    private void descend(JsonParser parser, JsonPointer at, JsonPointer rest) throws IOException {
        JsonToken token = parser.currentToken();
        if (rest.matches()) {
            visitor.visit(document, at, parser);
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            object(parser, at, rest);
        } else if (token == JsonToken.START_ARRAY) {
            array(parser, at, rest);
        } else if (token == JsonToken.VALUE_STRING && texts < MAX_TEXTS && document.startsWithBrace(parser)) {
            new PointerWalk(mapper, JsonDocument.of(parser.getText()), visitor, texts + 1).walk(rest);
        }
    }

    private void object(JsonParser parser, JsonPointer at, JsonPointer rest) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(rest.getMatchingProperty())) {
                descend(parser, at.appendProperty(name), rest.tail());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void array(JsonParser parser, JsonPointer at, JsonPointer rest) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == rest.getMatchingIndex()) {
                descend(parser, at.appendIndex(index), rest.tail());
            } else {
                parser.skipChildren();
            }
        }
    }
}
