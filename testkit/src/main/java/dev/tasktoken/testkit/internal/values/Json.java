package dev.tasktoken.testkit.internal.values;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as this package reads and writes it: strictly, with every number kept as it was written. */
public final class Json {
    /** The largest data a workflow carries and the largest output a task may send, in bytes of UTF-8. */
    public static final int MAX_DATA_BYTES = 262_144;

    private static final int LONGEST_SHOWN = 100;

    private static final DateTimeFormatter ISO_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /** Empty for a text that is not exactly one JSON value. The reason is dropped, it would quote the text. */
    public static Optional<JsonNode> parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException | NumberFormatException e) { // Jackson hands on that of an exponent
            return Optional.empty();
        }
    }

    /** Writes a node, or fails for one nested too deeply. */
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw StateFailure.runtime("The data is nested too deeply");
        }
    }

    public static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A text as it is, anything else as JSON text: what Step Functions does with a message body. */
    public static String textOf(JsonNode node) {
        return node.isTextual() ? node.textValue() : write(node);
    }

    /** A text, taken for JSON, as it is; anything else as Jackson writes it. */
    public static String writeValue(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            // Jackson's own message may quote the value, which may be or hold a token.
            throw new IllegalArgumentException("cannot be written as JSON: "
                    + (value == null ? null : value.getClass().getName()));
        }
    }

    /** A value in a message; one long enough to be a token stays out. */
    public static String abbreviate(JsonNode value) {
        return abbreviate(textOf(value));
    }

    /** The same as JSON: a text in quotes. */
    public static String abbreviateJson(JsonNode value) {
        return abbreviate(write(value));
    }

    private static String abbreviate(String text) {
        return text.length() <= LONGEST_SHOWN ? text : "...";
    }

    /** A time as the context object shows it: with milliseconds, always. */
    public static String isoTime(Instant instant) {
        return ISO_TIME.format(instant);
    }

    /** Seconds since the epoch with milliseconds: a timestamp of AWS JSON 1.0. */
    public static JsonNode timestamp(Instant instant) {
        return NODES.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
}
