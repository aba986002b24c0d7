package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams to every value that a pointer leads to; a repeated key leads to several. Goes through JSON text on the way.
 */
final class PointerWalk {
    private static final int MAX_TEXTS = 4;

    private final JsonDocument document;
    private final int base;
    private final int texts;
    private final Found found;

    /** What the pointer leads to. */
    static final class Found {
        private final List<Hit> hits = new ArrayList<>();
        private boolean isForked;

        private Found() {}

        List<Hit> hits() {
            return hits;
        }

        /** Whether a key on the way occurs twice, so that two values could be meant. */
        boolean isForked() {
            return isForked;
        }
    }

    /**
     * A value that the pointer leads to.
     *
     * @param document the text that holds it
     * @param place its pointer there
     * @param member the characters of its key and itself; of itself alone in a list or as the whole document
     * @param value its own characters
     * @param text what it says if it is a string; null if it is none
     */
    record Hit(
            JsonDocument document,
            JsonPointer place,
            Span member,
            Span value,
            @Nullable String text) {}

    private PointerWalk(JsonDocument document, int base, int texts, Found found) {
        this.document = document;
        this.base = base;
        this.texts = texts;
        this.found = found;
    }

    /**
     * Walks.
     *
     * @throws IOException if the document is not JSON
     */
    static Found walk(JsonDocument document, JsonPointer pointer) throws IOException {
        Found found = new Found();
        new PointerWalk(document, 0, 0, found).walk(pointer);
        return found;
    }

    private void walk(JsonPointer pointer) throws IOException {
        RootMembers members = document.members();
        if (members == null || pointer.matches()) {
            try (JsonParser parser = document.parser()) {
                if (parser.nextToken() != null) {
                    descend(parser, JsonPointer.empty(), pointer, start(parser));
                }
            }
            return;
        }
        List<RootMembers.Member> named = members.named(pointer.getMatchingProperty());
        found.isForked |= named.size() > 1;
        for (RootMembers.Member member : named) {
            walk(member, pointer.tail());
        }
    }

    /** Parses no more than the member's value, or nothing where that is all that is asked for. */
    private void walk(RootMembers.Member member, JsonPointer rest) throws IOException {
        JsonPointer place = JsonPointer.empty().appendProperty(member.name());
        Span value = member.value();
        if (rest.matches() && document.text().charAt(value.from()) != '"') {
            found.hits.add(new Hit(document, place, member.span(), value, null));
            return;
        }
        try (JsonParser parser = document.parser(value)) {
            parser.nextToken();
            PointerWalk inside = new PointerWalk(document, value.from(), texts, found);
            inside.descend(parser, place, rest, member.from());
        }
    }

    private void descend(JsonParser parser, JsonPointer at, JsonPointer rest, int memberFrom) throws IOException {
        JsonToken token = parser.currentToken();
        if (rest.matches()) {
            addHit(parser, at, memberFrom);
        } else if (token == JsonToken.START_OBJECT) {
            walkObject(parser, at, rest);
        } else if (token == JsonToken.START_ARRAY) {
            walkArray(parser, at, rest);
        } else if (token == JsonToken.VALUE_STRING && texts < MAX_TEXTS) {
            walkText(parser.getText(), rest);
        }
    }

    private void addHit(JsonParser parser, JsonPointer at, int memberFrom) throws IOException {
        int from = start(parser);
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        parser.skipChildren();
        parser.finishToken();
        int to = base + (int) parser.currentLocation().getCharOffset();
        found.hits.add(new Hit(document, at, new Span(memberFrom, to), new Span(from, to), text));
    }

    private void walkObject(JsonParser parser, JsonPointer at, JsonPointer rest) throws IOException {
        boolean isSeen = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int from = start(parser);
            parser.nextToken();
            if (name.equals(rest.getMatchingProperty())) {
                found.isForked |= isSeen;
                isSeen = true;
                descend(parser, at.appendProperty(name), rest.tail(), from);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void walkArray(JsonParser parser, JsonPointer at, JsonPointer rest) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == rest.getMatchingIndex()) {
                descend(parser, at.appendIndex(index), rest.tail(), start(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Text that begins like JSON and is none leads nowhere. */
    private void walkText(String text, JsonPointer rest) throws IOException {
        if (text.stripLeading().startsWith("{")) {
            new PointerWalk(JsonDocument.of(text), 0, texts + 1, found).walk(rest);
        }
    }

    private int start(JsonParser parser) {
        return base + (int) parser.currentTokenLocation().getCharOffset();
    }
}
