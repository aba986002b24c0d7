package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Timestamps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A comparison operator of Choice rules: which operands it accepts, and when a value satisfies it. */
record ComparisonOperator(String name, Predicate<JsonNode> operands, BiPredicate<JsonNode, JsonNode> test) {
    private static final Map<String, IntPredicate> ORDERS = Map.of(
            "Equals", order -> order == 0,
            "LessThan", order -> order < 0,
            "GreaterThan", order -> order > 0,
            "LessThanEquals", order -> order <= 0,
            "GreaterThanEquals", order -> order >= 0);
    private static final String PRESENCE = "IsPresent";
    private static final Map<String, ComparisonOperator> BY_NAME = all();

    static Optional<ComparisonOperator> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The fields that name the operators, those for an operand at a path too. */
    static List<String> fields() {
        return BY_NAME.values().stream()
                .flatMap(operator -> operator.hasPathForm()
                        ? Stream.of(operator.name, operator.name + "Path")
                        : Stream.of(operator.name))
                .toList();
    }

    boolean asksForPresence() {
        return name.equals(PRESENCE);
    }

    /** Whether the operand can be at a path. */
    boolean hasPathForm() {
        return !name.startsWith("Is") && !name.equals("StringMatches");
    }

    boolean comparesTimes() {
        return name.startsWith("Timestamp");
    }

    boolean accepts(JsonNode operand) {
        return operands.test(operand);
    }

    boolean holds(JsonNode value, JsonNode operand) {
        return accepts(operand) && test.test(value, operand);
    }

    private static Map<String, ComparisonOperator> all() {
        Map<String, ComparisonOperator> operators = new HashMap<>();
        ordered(
                operators,
                "String",
                JsonNode::isTextual,
                (a, b) -> a.textValue().compareTo(b.textValue()));
        ordered(
                operators,
                "Numeric",
                JsonNode::isNumber,
                (a, b) -> a.decimalValue().compareTo(b.decimalValue()));
        ordered(
                operators,
                "Timestamp",
                value -> Timestamps.parse(value).isPresent(),
                (a, b) -> Timestamps.parse(a)
                        .orElseThrow()
                        .compareTo(Timestamps.parse(b).orElseThrow()));
        add(operators, "BooleanEquals", JsonNode::isBoolean, JsonNode::equals);
        add(
                operators,
                "StringMatches",
                JsonNode::isTextual,
                (value, pattern) -> value.isTextual() && Wildcards.match(pattern.textValue(), value.textValue()));
        asking(operators, "IsNull", JsonNode::isNull);
        asking(operators, "IsNumeric", JsonNode::isNumber);
        asking(operators, "IsString", JsonNode::isTextual);
        asking(operators, "IsBoolean", JsonNode::isBoolean);
        asking(operators, "IsTimestamp", value -> Timestamps.parse(value).isPresent());
        asking(operators, PRESENCE, value -> true);
        return Map.copyOf(operators);
    }

    private static void ordered(
            Map<String, ComparisonOperator> operators,
            String type,
            Predicate<JsonNode> isOfType,
            BiFunction<JsonNode, JsonNode, Integer> order) {
        ORDERS.forEach((name, holds) -> add(
                operators,
                type + name,
                isOfType,
                (value, operand) -> isOfType.test(value) && holds.test(order.apply(value, operand))));
    }

    private static void asking(Map<String, ComparisonOperator> operators, String name, Predicate<JsonNode> isSo) {
        add(operators, name, JsonNode::isBoolean, (value, operand) -> isSo.test(value) == operand.booleanValue());
    }

    private static void add(
            Map<String, ComparisonOperator> operators,
            String name,
            Predicate<JsonNode> operands,
            BiPredicate<JsonNode, JsonNode> test) {
        operators.put(name, new ComparisonOperator(name, operands, test));
    }
}
