package dev.tasktoken.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Whether the service accepts a text as JSON. Only the standard counts: neither what the caller's mapper allows nor the
 * limits of parsers (length of numbers and keys, depth). Deep nesting needs no more stack.
 */
public final class JsonText {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // keys of one hash code are no attack on a check
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** Whether it is one JSON value, and can be sent as UTF-8. */
    public static boolean isOne(String text) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        try (JsonParser parser = STRICT.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null && utf8.canEncode(text);
        } catch (IOException e) {
            return false;
        }
    }
}
