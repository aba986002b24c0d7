package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a result goes in the input: a reference path such as {@code $.order['receipt'][0]}, or nowhere. */
public final class ResultPath {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]'\"*@?,:()]+)|\\['([^']+)'\\]|\\[(\\d{1,9})\\]");

    private final boolean discard;
    private final List<Object> steps;

    private ResultPath(boolean discard, List<Object> steps) {
        this.discard = discard;
        this.steps = List.copyOf(steps);
    }

    /** Reads the field ResultPath: absent means the result replaces the input, null means it is dropped. */
    public static ResultPath field(AslObject asl) {
        Optional<JsonNode> value = asl.value("ResultPath");
        if (value.isEmpty() || value.get().isNull()) {
            return new ResultPath(value.isPresent(), List.of());
        }
        return asl.attempt(() -> read(asl)).orElse(new ResultPath(true, List.of()));
    }

    private static ResultPath read(AslObject asl) {
        String text = asl.text("ResultPath");
        Matcher matcher = STEP.matcher(text);
        List<Object> steps = new ArrayList<>();
        int end = text.startsWith("$") ? 1 : -1;
        while (end > 0 && end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw asl.refuse("Value is not a Reference Path", "ResultPath");
            }
            steps.add(step(matcher));
            end = matcher.end();
        }
        if (end < 0) {
            throw asl.refuse("Value is not a Reference Path", "ResultPath");
        }
        return new ResultPath(false, steps);
    }

    /** Returns the input with the result in its place; neither is changed. */
    public JsonNode put(JsonNode input, JsonNode result) {
        if (discard) {
            return input;
        }
        if (steps.isEmpty()) {
            return result;
        }
        JsonNode root = input.deepCopy();
        JsonNode parent = root;
        for (Object step : steps.subList(0, steps.size() - 1)) {
            parent = child(parent, step);
        }
        set(parent, steps.get(steps.size() - 1), result);
        return root;
    }

    private static Object step(Matcher matcher) {
        if (matcher.group(3) != null) {
            return Integer.valueOf(matcher.group(3));
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    private static JsonNode child(JsonNode parent, Object step) {
        if (step instanceof String name && parent instanceof ObjectNode object) {
            JsonNode child = object.get(name);
            return child == null ? object.putObject(name) : child;
        }
        if (step instanceof Integer index && parent instanceof ArrayNode array && array.has(index)) {
            return array.get(index);
        }
        throw mismatch();
    }

    private static void set(JsonNode parent, Object step, JsonNode result) {
        if (step instanceof String name && parent instanceof ObjectNode object) {
            object.set(name, result);
        } else if (step instanceof Integer index && parent instanceof ArrayNode array && array.has(index)) {
            array.set(index, result);
        } else {
            throw mismatch();
        }
    }

    private static StateFailure mismatch() {
        return new StateFailure(new StateError(
                "States.ResultPathMatchFailure", "The ResultPath cannot be applied to the state's input"));
    }
}
