package dev.tasktoken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows a binding everything but the keys that are hidden from it, and shows a {@link TokenScan} everything. What binds
 * from it cannot tell that the keys were ever there, so records, creators and strict mappers work.
 */
final class HidingParser extends JsonParserDelegate {
    private final Predicate<JsonParser> hides;
    private final @Nullable TokenScan scan;

    /**
     * Wraps a parser.
     *
     * @param hides asked at each key
     * @param scan shown each event, hidden ones too; or null
     */
    HidingParser(JsonParser parser, Predicate<JsonParser> hides, @Nullable TokenScan scan) {
        super(parser);
        this.hides = hides;
        this.scan = scan;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = advance();
        while (token == JsonToken.FIELD_NAME && hides.test(delegate)) {
            advance();
            skipStructure();
            token = advance();
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        skipStructure();
        return this;
    }

    /** Shows the scan what the binding left unread. */
    void drain() throws IOException {
        JsonToken token = advance();
        while (token != null) {
            token = advance();
        }
    }

    private void skipStructure() throws IOException {
        JsonToken current = delegate.currentToken();
        if (current == null || !current.isStructStart()) {
            return;
        }
        if (scan == null || scan.isMuted()) {
            skipUnseen();
            return;
        }
        int open = 1;
        while (open > 0) {
            JsonToken token = advance();
            if (token == null) {
                return;
            }
            if (token.isStructStart() && scan.isMuted()) {
                skipUnseen();
            } else if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            }
        }
    }

    /** Skips a structure in which the scan wants to see nothing but its end. */
    private void skipUnseen() throws IOException {
        delegate.skipChildren();
        if (scan != null) {
            scan.see(delegate, delegate.currentToken());
        }
    }

    private @Nullable JsonToken advance() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token != null && scan != null) {
            scan.see(delegate, token);
        }
        return token;
    }
}
