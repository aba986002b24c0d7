package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a definition, with or without its placeholders filled in. */
final class DefinitionText {
    /** The most characters the service takes as a definition (API reference, CreateStateMachine). */
    static final int LONGEST = 1_048_576;

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DefinitionText() {}

    static ObjectNode parse(String text) throws UnreadableDefinitionException {
        if (text.length() > LONGEST) {
            throw new UnreadableDefinitionException(
                    "The definition has " + text.length() + " characters; the service takes at most " + LONGEST);
        }
        JsonNode root = tree(Placeholders.quoteBareOnes(text.startsWith("\uFEFF") ? text.substring(1) : text));
        if (!(root instanceof ObjectNode machine)) {
            throw new UnreadableDefinitionException(
                    root.isMissingNode() ? "The text is empty" : "The definition is not a JSON object");
        }
        if (!machine.path("States").isObject()) {
            throw new UnreadableDefinitionException("The object has no States, so it is no state machine in the"
                    + " Amazon States Language; of a template, give the definition alone");
        }
        return machine;
    }

    private static JsonNode tree(String text) throws UnreadableDefinitionException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnreadableDefinitionException(problem(e) + where(e));
        }
    }

    /** Jackson's own words only where they quote a single character: what was given may not be a definition at all. */
    private static String problem(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.matches()) {
            return "The key " + EscapedName.quoted(duplicate.group(1))
                    + " occurs twice in one object, and one of its values would be lost";
        }
        if (e instanceof StreamConstraintsException) {
            return "The text is nested more than 1,000 deep, or has a longer number than can be read";
        }
        if (message.startsWith("Trailing token")) {
            return "There is more text behind the definition";
        }
        return "The text is not JSON" + (message.startsWith("Unexpected ") ? ": " + message : "");
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
