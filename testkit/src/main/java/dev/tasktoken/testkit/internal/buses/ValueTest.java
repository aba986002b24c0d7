package dev.tasktoken.testkit.internal.buses;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One element of a list in an event pattern: a value, or an operator such as {@code {"prefix": "eu-"}}. */
final class ValueTest {
    private static final Map<String, IntPredicate> ORDERS = Map.of(
            "<", order -> order < 0,
            "<=", order -> order <= 0,
            "=", order -> order == 0,
            ">=", order -> order >= 0,
            ">", order -> order > 0);

    private ValueTest() {}

    /** The test of one value that is there. */
    static Predicate<JsonNode> of(JsonNode element) {
        if (!element.isContainerNode()) {
            return value -> same(element, value);
        }
        if (!element.isObject() || element.size() != 1) {
            throw new IllegalArgumentException("an element of a pattern is a value, or an object with one operator");
        }
        Map.Entry<String, JsonNode> operator = element.properties().iterator().next();
        return operator(operator.getKey(), operator.getValue());
    }

    private static Predicate<JsonNode> operator(String name, JsonNode operand) {
        return switch (name) {
            case "prefix" -> text(operand, String::startsWith);
            case "suffix" -> text(operand, String::endsWith);
            case "equals-ignore-case" -> text(operand, String::equalsIgnoreCase);
            case "wildcard" -> wildcard(operand);
            case "anything-but" -> anyOf(operand).negate();
            case "numeric" -> numeric(operand);
            default ->
                throw new IllegalArgumentException("the operator " + name + " of event patterns is not supported");
        };
    }

    /** A text as the operand, or {@code {"equals-ignore-case": text}} for one without regard to case. */
    private static Predicate<JsonNode> text(JsonNode operand, TextTest test) {
        if (operand.path("equals-ignore-case").isTextual()) {
            String lower = operand.path("equals-ignore-case").textValue().toLowerCase(Locale.ROOT);
            return value -> value.isTextual() && test.holds(value.textValue().toLowerCase(Locale.ROOT), lower);
        }
        if (!operand.isTextual()) {
            throw new IllegalArgumentException("an operator of an event pattern needs a text");
        }
        return value -> value.isTextual() && test.holds(value.textValue(), operand.textValue());
    }

    private static Predicate<JsonNode> wildcard(JsonNode operand) {
        List<String> parts = new ArrayList<>();
        for (String part : operand.asText().split("\\*", -1)) {
            parts.add(Pattern.quote(part));
        }
        Pattern pattern = Pattern.compile(String.join(".*", parts), Pattern.DOTALL);
        return value -> value.isTextual() && pattern.matcher(value.textValue()).matches();
    }

    private static Predicate<JsonNode> anyOf(JsonNode operand) {
        if (!operand.isArray()) {
            return of(operand);
        }
        List<Predicate<JsonNode>> tests = new ArrayList<>();
        operand.forEach(element -> tests.add(of(element)));
        return value -> tests.stream().anyMatch(test -> test.test(value));
    }

    /** Pairs of an operator and a number, all of which must hold. */
    private static Predicate<JsonNode> numeric(JsonNode operand) {
        Predicate<JsonNode> test = JsonNode::isNumber;
        for (int i = 0; i < operand.size(); i += 2) {
            IntPredicate order = ORDERS.get(operand.get(i).asText());
            if (order == null || !operand.path(i + 1).isNumber()) {
                throw new IllegalArgumentException("numeric needs pairs of an operator and a number");
            }
            BigDecimal bound = operand.get(i + 1).decimalValue();
            test = test.and(value -> order.test(value.decimalValue().compareTo(bound)));
        }
        return test;
    }

    private static boolean same(JsonNode expected, JsonNode value) {
        return (expected.isNumber() && value.isNumber())
                ? expected.decimalValue().compareTo(value.decimalValue()) == 0
                : expected.equals(value);
    }

    /** Whether something holds of a value's text and the operand's. */
    @FunctionalInterface
    private interface TextTest {
        boolean holds(String value, String operand);
    }
}
