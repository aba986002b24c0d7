package dev.tasktoken.testkit.internal.expressions;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in <code>{% %}</code>: JSONata over {@code $states} and the variables. */
public final class JsonataExpression implements PayloadTemplate {
    private static final Pattern DELIMITED = Pattern.compile("\\{%(.*)%\\}", Pattern.DOTALL);
    private static final long LONGEST_MILLIS = 5_000;
    private static final int DEEPEST = 250;

    private final String field;
    private final String text;
    private final Jsonata compiled;

    private JsonataExpression(String field, String text) {
        this.field = field;
        this.text = text;
        this.compiled = Jsonata.jsonata(text);
        this.compiled.setOutputConvertNulls(false);
    }

    public static boolean isExpression(JsonNode value) {
        return value.isTextual() && DELIMITED.matcher(value.textValue()).matches();
    }

    /** Reads an expression of a definition, whose syntax is checked here (that the service does so is inferred). */
    static JsonataExpression compile(AslObject asl, String field, String delimited) {
        Matcher matcher = DELIMITED.matcher(delimited);
        if (!matcher.matches()) {
            throw asl.refuse("Value is not a JSONata expression in {% %}", field);
        }
        try {
            return new JsonataExpression(field, matcher.group(1).strip());
        } catch (JException e) {
            throw asl.refuse("Value is not a valid JSONata expression (" + e.getError() + ")", field);
        }
    }

    /** Evaluates without the data: expressions see {@code $states} only, {@code $} is nothing. */
    @Override
    public JsonNode evaluate(JsonNode data, Scope scope) {
        Object value = value(scope);
        if (value == null) {
            throw failure("returned nothing (undefined).");
        }
        return JsonataValues.toJson(value).orElseThrow(() -> failure("returned an unsupported result type."));
    }

    public StateFailure unexpected(String expected, JsonNode value) {
        return failure("returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                .formatted(expected, JsonataValues.type(value), Json.abbreviate(value)));
    }

    private Object value(Scope scope) {
        Jsonata.Frame frame = compiled.createFrame();
        frame.setRuntimeBounds(LONGEST_MILLIS, DEEPEST);
        JsonataFunctions.bind(frame);
        scope.variables().forEach((name, variable) -> frame.bind(name, JsonataValues.fromJson(variable)));
        frame.bind("states", states(scope));
        try {
            return compiled.evaluate(null, frame);
        } catch (JException e) {
            throw failure("threw an error during evaluation. " + reason(e));
        } catch (RuntimeException | StackOverflowError e) {
            throw failure("threw an error during evaluation.");
        }
    }

    private static Map<String, Object> states(Scope scope) {
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("input", JsonataValues.fromJson(scope.input()));
        states.put("context", JsonataValues.fromJson(scope.context()));
        scope.result().ifPresent(result -> states.put("result", JsonataValues.fromJson(result)));
        scope.errorOutput().ifPresent(error -> states.put("errorOutput", JsonataValues.fromJson(error)));
        return states;
    }

    private StateFailure failure(String what) {
        return StateFailure.query(
                "The JSONata expression '%s' specified for the field '%s' %s".formatted(text, field, what), field);
    }

    /** The error's code, and its text unless that quotes a value, which could be a token. */
    private static String reason(JException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("\"") ? e.getError() : e.getError() + ": " + message;
    }

    @Override
    public String toString() {
        return text;
    }
}
