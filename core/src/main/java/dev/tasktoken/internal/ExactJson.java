package dev.tasktoken.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** JSON that is written again as it was read: what a task sent, as the history has it. */
public final class ExactJson {
    /** Of a key that is there twice, a tree would hold one only: perhaps the one with another task's token. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ExactJson() {}

    /** The text as a tree; empty if it is not one JSON value, has a key twice, or a number that no decimal can hold. */
    public static Optional<JsonNode> tree(String json) {
        try {
            return Optional.of(MAPPER.readTree(json)).filter(tree -> !tree.isMissingNode());
        } catch (JsonProcessingException | NumberFormatException e) { // Jackson hands on that of an exponent
            return Optional.empty();
        }
    }
}
