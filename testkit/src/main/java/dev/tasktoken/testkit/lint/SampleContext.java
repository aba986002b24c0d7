package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A context object like the service's, with a text in the token's place that is no token. */
final class SampleContext {
    static final String TOKEN = "the-token-of-this-state";

    /**
     * Possessive: a path may be as long as a definition, and this way it is read without a stack frame for each step.
     */
    private static final Pattern PATH = Pattern.compile("\\$\\$(?:\\.\\w+|\\[\\s*['\"]\\w+['\"]\\s*\\])*+");

    private static final Pattern STEP = Pattern.compile("\\w+");

    private SampleContext() {}

    static ObjectNode object() {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.putObject("Execution")
                .put("Id", "arn:aws:states:eu-west-1:123456789012:execution:sample:sample")
                .put("Name", "sample")
                .put("RoleArn", "arn:aws:iam::123456789012:role/sample")
                .put("StartTime", "2026-01-01T00:00:00.000Z")
                .putObject("Input");
        context.putObject("State")
                .put("EnteredTime", "2026-01-01T00:00:00.000Z")
                .put("Name", "sample")
                .put("RetryCount", 0);
        context.putObject("StateMachine")
                .put("Id", "arn:aws:states:eu-west-1:123456789012:stateMachine:sample")
                .put("Name", "sample");
        context.putObject("Task").put("Token", TOKEN);
        return context;
    }

    /** What a path into the context object leads to; empty for one that this sample does not have. */
    static Optional<JsonNode> at(String path) {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        JsonNode node = object();
        for (Matcher step = STEP.matcher(path); step.find(); ) {
            node = node.path(step.group());
        }
        return Optional.of(node).filter(found -> !found.isMissingNode());
    }
}
