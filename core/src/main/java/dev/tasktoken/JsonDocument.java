package dev.tasktoken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text to be parsed, from the first byte, as often as needed: a body, or a JSON text found inside one. */
final class JsonDocument {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final byte[] NO_BYTES = {};

    private final @Nullable String text;
    private final byte[] bytes;

    private JsonDocument(@Nullable String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    static JsonDocument of(String text) {
        return new JsonDocument(withoutMark(text), NO_BYTES);
    }

    static JsonDocument of(byte[] utf8) {
        return new JsonDocument(null, utf8);
    }

    JsonParser parser(ObjectMapper mapper) throws IOException {
        if (looksLikeAnotherEncoding()) {
            throw new UnexpectedContent("it is not in UTF-8");
        }
        return text == null ? mapper.createParser(bytes) : mapper.createParser(text);
    }

    /** The token that can be found without parsing; null if there is none, or the document came as bytes. */
    @Nullable LoneToken loneToken() {
        return text == null ? null : LoneToken.in(text);
    }

    /** The message of a plain SNS notification; null if this is none, or came as bytes. */
    @Nullable String plainNotification() {
        return text == null ? null : PlainNotification.message(text);
    }

    /** Parses the document as if that token were not in it. */
    JsonParser parserWithout(LoneToken token, ObjectMapper mapper) throws IOException {
        return mapper.createParser(new TextWithout(text(), token.from(), token.to()));
    }

    /**
     * The whole document as a tree, in which a repeated key would silently be its last value.
     *
     * @throws IOException if it is not JSON, or a key occurs twice in one object
     */
    JsonNode tree(ObjectMapper mapper) throws IOException {
        ObjectReader reader = mapper.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        try (JsonParser parser = parser(mapper)) {
            JsonNode tree = reader.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw new UnexpectedContent("it is empty");
            }
            if (parser.nextToken() != null) {
                throw new UnexpectedContent("it holds more than one JSON value");
            }
            return tree;
        } catch (MismatchedInputException e) {
            throw new UnexpectedContent("a key occurs twice in it");
        }
    }

    String text() {
        return text == null ? withoutMark(new String(bytes, StandardCharsets.UTF_8)) : text;
    }

    private static String withoutMark(String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return marked ? text.substring(1) : text;
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

    /** Jackson would read UTF-16 and UTF-32, too, where all else here takes the bytes for UTF-8. */
    private boolean looksLikeAnotherEncoding() {
        return text == null
                && bytes.length > 1
                && (bytes[0] == 0 || bytes[1] == 0 || bytes[0] == (byte) 0xfe || bytes[0] == (byte) 0xff);
    }

    private int skipBlanks(int from) {
        int at = from;
        while (JsonBlanks.isBlank(charAt(at))) {
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
