package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.internal.UnexpectedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text to be parsed, from the first character, as often as needed: a body, or a JSON text found inside one.
 *
 * <p>It is parsed as strict JSON, whatever codec binds the payload: what a delivery holds must not depend on that.
 * Bytes are decoded first, so that a body is read the same however it arrived.
 */
final class JsonDocument {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    /** Deliveries have few keys of their own, so interning them costs more than it saves. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String text;
    private final boolean isUtf8;
    private @Nullable RootMembers members; // of the same text always the same

    private JsonDocument(String text, boolean isUtf8) {
        this.text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        this.isUtf8 = isUtf8;
    }

    static JsonDocument of(String text) {
        return new JsonDocument(text, !beginsLikeUtf16(text));
    }

    static JsonDocument of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new JsonDocument(text, !isUtf16(bytes) && (text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes)));
    }

    /**
     * Starts at the first character.
     *
     * @throws UnexpectedContent if the document came as bytes that are not UTF-8
     */
    JsonParser parser() throws IOException {
        if (!isUtf8) {
            throw new UnexpectedContent("it is not in UTF-8");
        }
        return JSON.createParser(text);
    }

    /** Starts at a value inside, and ends behind it. */
    JsonParser parser(Span value) throws IOException {
        return JSON.createParser(new PartsReader(text, List.of(value)));
    }

    /** Where the root object's members are; null if the root is none, or was not scanned to its end. */
    @Nullable RootMembers members() {
        return members;
    }

    void noteMembers(@Nullable RootMembers found) {
        members = found;
    }

    /** Whether the document came as text, or as bytes that are UTF-8. */
    boolean isUtf8() {
        return isUtf8;
    }

    /**
     * The whole document as a tree, in which a repeated key would silently be its last value.
     *
     * @throws IOException if it is not JSON, or a key occurs twice in one object
     */
    JsonNode tree() throws IOException {
        try (JsonParser parser = parser()) {
            JsonNode tree = Trees.READER.readTree(parser);
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
        return text;
    }

    Span span() {
        return new Span(0, text.length());
    }

    /** As its bytes would, so that a body is read the same from either. */
    private static boolean beginsLikeUtf16(String text) {
        boolean isLonger = text.length() > 1;
        return isLonger && (text.charAt(0) == 0 || (text.charAt(0) < 0x80 && text.charAt(1) == 0));
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Made when first needed: few readers need trees. */
    private static final class Trees {
        static final ObjectReader READER =
                JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }
}
