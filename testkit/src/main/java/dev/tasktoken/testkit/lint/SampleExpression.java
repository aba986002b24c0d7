package dev.tasktoken.testkit.lint;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;

/** A JSONata expression over the sample context object and nothing else: what is not known is left out. */
final class SampleExpression {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long LONGEST_MILLIS = 1_000;
    private static final int DEEPEST = 100;

    private SampleExpression() {}

    /** What it makes; empty if that is nothing, or cannot be known without the workflow's data. */
    static Optional<JsonNode> evaluate(String delimited) {
        try {
            Jsonata expression = Jsonata.jsonata(
                    delimited.substring(2, delimited.length() - 2).strip());
            Jsonata.Frame frame = expression.createFrame();
            frame.setRuntimeBounds(LONGEST_MILLIS, DEEPEST);
            frame.bind("states", Map.of("context", MAPPER.convertValue(SampleContext.object(), Map.class)));
            return Optional.ofNullable(expression.evaluate(null, frame)).map(MAPPER::<JsonNode>valueToTree);
        } catch (RuntimeException | StackOverflowError e) { // whatever it is, the outcome is not known
            return Optional.empty();
        }
    }
}
