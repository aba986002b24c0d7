package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a state would call its integration with, given the sample context object. Each value that comes from the
 * workflow's own data is a text of its own, unlike all others.
 */
final class SampleCall {
    private static final int DEEPEST_CALL = 10;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean jsonata;
    private final Optional<JsonNode> input;
    private int texts;
    private boolean isGuess;

    private SampleCall(LintedState state) {
        this.jsonata = state.isJsonata();
        this.input = jsonata ? Optional.empty() : SampleContext.at(state.text("InputPath"));
    }

    /** Empty if the token goes through something whose outcome cannot be known without the workflow's data. */
    static Optional<JsonNode> of(LintedState state) {
        SampleCall call = new SampleCall(state);
        JsonNode parameters = call.value("", state.parameters());
        return call.isGuess ? Optional.empty() : Optional.of(parameters);
    }

    private JsonNode value(String key, JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode values = NODES.objectNode();
            object.properties()
                    .forEach(member -> values.set(name(member.getKey()), value(member.getKey(), member.getValue())));
            return values;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode values = NODES.arrayNode();
            array.forEach(element -> values.add(value("", element)));
            return values;
        }
        return node.isTextual() ? text(key, node) : node;
    }

    private JsonNode text(String key, JsonNode node) {
        String text = node.textValue();
        boolean isEvaluated = jsonata ? TemplateField.isExpression(text) : key.endsWith(".$");
        if (Placeholders.isBare(text) || (text.startsWith("${") && (jsonata || isEvaluated))) {
            isGuess = true;
            return someText();
        }
        if (!isEvaluated) {
            return node;
        }
        return taken(text, jsonata ? expression(text) : path(text, 0));
    }

    /** An expression without the context object is the workflow's own affair, and not worth its time here. */
    private Optional<JsonNode> expression(String text) {
        return TokenPath.isTaken(text, true) ? SampleExpression.evaluate(text) : Optional.of(someText());
    }

    private JsonNode taken(String text, Optional<JsonNode> value) {
        isGuess |= value.isEmpty() && TokenPath.isTaken(text, jsonata);
        return value.orElseGet(this::someText);
    }

    private Optional<JsonNode> path(String text, int depth) {
        String path = text.strip();
        if (path.startsWith("$$")) {
            return SampleContext.at(path);
        }
        if (path.startsWith("States.")) {
            return depth == DEEPEST_CALL
                    ? Optional.empty()
                    : SampleFunction.evaluate(path, argument -> path(argument, depth + 1));
        }
        return Optional.of(path.equals("$") ? input.orElseGet(this::someText) : someText());
    }

    private String name(String key) {
        return !jsonata && key.endsWith(".$") ? key.substring(0, key.length() - 2) : key;
    }

    private JsonNode someText() {
        return NODES.textNode("some-text-" + ++texts);
    }
}
