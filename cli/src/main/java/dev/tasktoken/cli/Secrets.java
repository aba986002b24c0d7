package dev.tasktoken.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TaskToken;
import java.util.Optional;

/**
 * Takes task tokens out of texts that are printed: the task's own, and whatever else looks like one, such as the token
 * of a parent workflow. What looks like one is a run of base64's alphabet, also percent-encoded or escaped in JSON,
 * that is longer than any id.
 */
final class Secrets {
    static final String HIDDEN = "(hidden: looks like a task token)";

    private static final int SHORTEST = 200;
    private static final int UNICODE_ESCAPE = 6;
    private static final int PERCENT_ESCAPE = 3;

    private Secrets() {}

    /** Without the token in any text or name of it, and without what looks like another. */
    static JsonNode masked(JsonNode json, Optional<TaskToken> token) {
        if (json.isTextual()) {
            return JsonNodeFactory.instance.textNode(masked(json.textValue(), token));
        }
        if (json.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> array.add(masked(element, token)));
            return array;
        }
        if (!json.isObject()) {
            return json;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(field -> object.set(masked(field.getKey(), token), masked(field.getValue(), token)));
        return object;
    }

    /** Without the token, for which its fingerprint stands, and without what looks like another. */
    static String masked(String text, Optional<TaskToken> token) {
        return masked(
                token.map(own -> text.replace(own.value(), own.toString())).orElse(text));
    }

    /** Without what looks like a token. */
    static String masked(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = endOfRun(text, at);
            if (end == at) {
                masked.append(text.charAt(at++));
                continue;
            }
            masked.append(end - at >= SHORTEST ? HIDDEN : text.substring(at, end));
            at = end;
        }
        return masked.toString();
    }

    private static int endOfRun(String text, int from) {
        int at = from;
        for (int step = step(text, at); step > 0; step = step(text, at)) {
            at += step;
        }
        return at;
    }

    /** How many characters here spell one of the alphabet; 0 if none do. */
    private static int step(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '%') {
            boolean isEscape = at + 2 < text.length() && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
            return isEscape ? PERCENT_ESCAPE : 0;
        }
        return c == '\\' ? stepOfEscape(text, at) : isOfAlphabet(c) ? 1 : 0;
    }

    /** Backslashes, doubled in each text within a text, before a slash or the number of a character. */
    private static int stepOfEscape(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        if (text.startsWith("/", at)) {
            return at + 1 - from;
        }
        boolean isUnicode = text.startsWith("u00", at) && at + UNICODE_ESCAPE - 1 <= text.length();
        return isUnicode ? at + UNICODE_ESCAPE - 1 - from : 0;
    }

    private static boolean isOfAlphabet(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+/=-_".indexOf(c) >= 0;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }
}
