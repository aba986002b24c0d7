package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Reads condition expressions: {@code attribute_exists(id) AND #status IN (:new, :open)}. */
final class ItemCondition {
    private final ExpressionReader reader;

    private ItemCondition(ExpressionReader reader) {
        this.reader = reader;
    }

    static Predicate<ObjectNode> read(String text, Placeholders placeholders) {
        ExpressionReader reader = new ExpressionReader("ConditionExpression", text, placeholders);
        Predicate<ObjectNode> condition = new ItemCondition(reader).or();
        if (!reader.isAtEnd()) {
            throw reader.syntax();
        }
        return condition;
    }

    private Predicate<ObjectNode> or() {
        Predicate<ObjectNode> condition = and();
        while (reader.takes("OR")) {
            condition = condition.or(and());
        }
        return condition;
    }

    private Predicate<ObjectNode> and() {
        Predicate<ObjectNode> condition = not();
        while (reader.takes("AND")) {
            condition = condition.and(not());
        }
        return condition;
    }

    private Predicate<ObjectNode> not() {
        if (reader.takes("NOT")) {
            return not().negate();
        }
        if (reader.takes("(")) {
            Predicate<ObjectNode> inner = or();
            reader.require(")");
            return inner;
        }
        return reader.isFunction() && !reader.peek().equalsIgnoreCase("size") ? function() : comparison();
    }

    private Predicate<ObjectNode> function() {
        String name = reader.take();
        reader.require("(");
        DocumentPath path = reader.path();
        Predicate<ObjectNode> condition =
                switch (name) {
                    case "attribute_exists" -> item -> path.find(item).isPresent();
                    case "attribute_not_exists" -> item -> path.find(item).isEmpty();
                    case "attribute_type" -> binary(path, ItemCondition::isOfType);
                    case "begins_with" -> binary(path, ItemCondition::beginsWith);
                    case "contains" -> binary(path, ItemCondition::contains);
                    default -> throw reader.invalid("Invalid function name; function: " + name);
                };
        reader.require(")");
        return condition;
    }

    private Predicate<ObjectNode> binary(DocumentPath path, Test test) {
        reader.require(",");
        Operand operand = Operand.read(reader);
        return item -> holds(test, path::find, operand, item);
    }

    private Predicate<ObjectNode> comparison() {
        Operand left = Operand.read(reader);
        if (reader.takes("BETWEEN")) {
            Operand low = Operand.read(reader);
            reader.require("AND");
            Operand high = Operand.read(reader);
            return item -> holds(ordered(order -> order >= 0), left, low, item)
                    && holds(ordered(order -> order <= 0), left, high, item);
        }
        if (reader.takes("IN")) {
            List<Operand> listed = list();
            return item -> listed.stream().anyMatch(one -> holds(AttributeValues::equal, left, one, item));
        }
        String operator = reader.take();
        Operand right = Operand.read(reader);
        Test test = test(operator);
        // What is not there differs from everything.
        boolean whenAbsent = operator.equals("<>");
        return item ->
                (left.in(item).isEmpty() || right.in(item).isEmpty()) ? whenAbsent : holds(test, left, right, item);
    }

    private List<Operand> list() {
        reader.require("(");
        List<Operand> listed = new ArrayList<>(List.of(Operand.read(reader)));
        while (reader.takes(",")) {
            listed.add(Operand.read(reader));
        }
        reader.require(")");
        return listed;
    }

    private Test test(String operator) {
        return switch (operator) {
            case "=" -> AttributeValues::equal;
            case "<>" -> (left, right) -> !AttributeValues.equal(left, right);
            case "<" -> ordered(order -> order < 0);
            case "<=" -> ordered(order -> order <= 0);
            case ">" -> ordered(order -> order > 0);
            case ">=" -> ordered(order -> order >= 0);
            default -> throw reader.syntax();
        };
    }

    private static Test ordered(IntPredicate wanted) {
        return (left, right) -> {
            OptionalInt order = AttributeValues.compare(left, right);
            return order.isPresent() && wanted.test(order.getAsInt());
        };
    }

    private static boolean holds(Test test, Operand left, Operand right, ObjectNode item) {
        return left.in(item)
                .flatMap(first -> right.in(item).map(second -> test.holds(first, second)))
                .orElse(false);
    }

    private static boolean isOfType(JsonNode value, JsonNode type) {
        return AttributeValues.type(value).equals(type.path("S").asText());
    }

    private static boolean beginsWith(JsonNode value, JsonNode start) {
        return AttributeValues.type(value).equals(AttributeValues.type(start))
                && AttributeValues.content(value)
                        .asText()
                        .startsWith(AttributeValues.content(start).asText());
    }

    private static boolean contains(JsonNode value, JsonNode part) {
        return switch (AttributeValues.type(value)) {
            case "S" ->
                part.has("S")
                        && value.path("S").asText().contains(part.path("S").asText());
            case "L" -> AttributeValues.elements(value).contains(part);
            case "SS", "NS", "BS" ->
                AttributeValues.type(value).equals(AttributeValues.type(part) + "S")
                        && AttributeValues.elements(value).contains(AttributeValues.content(part));
            default -> false;
        };
    }

    /** Whether something holds of two values that are there. */
    @FunctionalInterface
    private interface Test {
        boolean holds(JsonNode left, JsonNode right);
    }
}
