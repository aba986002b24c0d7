package dev.tasktoken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text to be parsed, from the first byte, as often as needed: a body, or a JSON text found inside one. */
final class JsonDocument {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final @Nullable String text;
    private final byte[] bytes;

    private JsonDocument(@Nullable String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    static JsonDocument of(String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new JsonDocument(marked ? text.substring(1) : text, new byte[0]);
    }

    static JsonDocument of(byte[] utf8) {
        return new JsonDocument(null, utf8);
    }

    JsonParser parser(ObjectMapper mapper) throws IOException {
        return text == null ? mapper.createParser(bytes) : mapper.createParser(text);
    }

    String text() {
        return text == null ? new String(bytes, StandardCharsets.UTF_8) : text;
    }

    /**
     * Whether the string value that the parser stands at begins with an opening brace, blanks aside; decodes nothing.
     */
    boolean startsWithBrace(JsonParser atString) {
        long quote = text == null
                ? atString.currentTokenLocation().getByteOffset()
                : atString.currentTokenLocation().getCharOffset();
        if (charAt(quote) != '"') {
            return false;
        }
        long at = quote + 1;
        while (charAt(at) == ' ' || (charAt(at) == '\\' && "nrt".indexOf(charAt(at + 1)) >= 0)) {
            at += charAt(at) == ' ' ? 1 : 2;
        }
        return charAt(at) == '{';
    }

    /** Whether the first key is one that notification or event envelopes begin with, so that binding it is no use. */
    boolean beginsLikeAnEnvelope() {
        int at = skipBlanks(0);
        if (charAt(at) != '{') {
            return false;
        }
        at = skipBlanks(at + 1);
        return startsWith(at, "\"Type\"") || startsWith(at, "\"version\"");
    }

    private int skipBlanks(int from) {
        int at = from;
        while (charAt(at) == ' ' || charAt(at) == '\n' || charAt(at) == '\r' || charAt(at) == '\t') {
            at++;
        }
        return at;
    }

    private boolean startsWith(int at, String key) {
        for (int i = 0; i < key.length(); i++) {
            if (charAt(at + i) != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A character of ASCII, or something that is none. */
    private int charAt(long index) {
        int length = text == null ? bytes.length : text.length();
        if (index < 0 || index >= length) {
            return -1;
        }
        return text == null ? bytes[(int) index] : text.charAt((int) index);
    }
}
