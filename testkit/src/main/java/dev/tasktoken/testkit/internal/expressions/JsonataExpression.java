package dev.tasktoken.testkit.internal.expressions;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** Refuses a text that has one of the delimiters and not the other (measured). */
    static void checkDelimiters(AslObject asl, String field, JsonNode value) {
        String text = value.asText();
        boolean delimited = text.startsWith("{%") || text.endsWith("%}");
        if (value.isTextual() && delimited && !isExpression(value)) {
            asl.report("JSONata string must start with {% and end with %}", field);
        }
    }

    /** Reads an expression of a definition, whose syntax and references are checked here (measured). */
    static Optional<JsonataExpression> compile(AslObject asl, String field, String delimited) {
        Matcher matcher = DELIMITED.matcher(delimited);
        if (!matcher.matches()) {
            throw asl.refuse("Value is not a JSONata expression in {% %}", field);
        }
        String text = matcher.group(1).strip();
        try {
            JsonataExpression expression = new JsonataExpression(asl.locate(field), text);
            JsonataReferences.atTopLevel(text)
                    .forEach(name -> asl.report(
                            "UNSUPPORTED_JSONATA_EXPRESSION",
                            "Reference to '" + name + "' at the top level is not supported.",
                            field));
            return Optional.of(expression);
        } catch (JException e) {
            asl.report("INVALID_JSONATA_EXPRESSION", String.valueOf(e.getMessage()), field);
            return Optional.empty();
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
                .formatted(expected, JsonataValues.type(value), Json.abbreviateJson(value)));
    }

    private Object value(Scope scope) {
        try {
            return value(compiled, scope);
        } catch (RuntimeException e) {
            return withTexts(e, scope)
                    .orElseThrow(() -> failure("threw an error during evaluation" + JsonataErrors.reason(e, text)));
        } catch (StackOverflowError e) {
            throw failure("threw an error during evaluation.");
        }
    }

    private static Object value(Jsonata expression, Scope scope) {
        Jsonata.Frame frame = expression.createFrame();
        frame.setRuntimeBounds(LONGEST_MILLIS, DEEPEST);
        JsonataFunctions.bind(frame);
        scope.variables().forEach((name, variable) -> frame.bind(name, JsonataValues.fromJson(variable)));
        frame.bind("states", states(scope));
        return expression.evaluate(null, frame);
    }

    /** The value with texts for numbers that are out of range, if that is why the expression failed. */
    private Optional<Object> withTexts(RuntimeException failure, Scope scope) {
        if (infinite(failure).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(value(
                    Jsonata.jsonata(JsonataInfinity.replace(text, part -> calculated(part, scope))), scope));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String calculated(String part, Scope scope) {
        try {
            value(Jsonata.jsonata(part), scope);
            return part;
        } catch (RuntimeException e) {
            return infinite(e).map(number -> "\"" + number + "\"").orElse(part);
        }
    }

    private static Optional<Double> infinite(RuntimeException failure) {
        return failure instanceof JException e
                        && "D1001".equals(e.getError())
                        && e.getCurrent() instanceof Double number
                        && number.isInfinite()
                ? Optional.of(number)
                : Optional.empty();
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

    @Override
    public String toString() {
        return text;
    }
}
