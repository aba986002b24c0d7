package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataPath;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplate;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.values.SimilarName;
import dev.tasktoken.testkit.internal.values.StateFailure;
import dev.tasktoken.testkit.internal.values.Timestamps;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A test of the value at one path: {@code "Variable": "$.n", "NumericGreaterThanPath": "$.limit"}. A value of another
 * type than the operator's does not satisfy it; a path that selects nothing fails the execution, but for IsPresent.
 */
record ChoiceComparison(DataPath variable, ComparisonOperator operator, PayloadTemplate operand)
        implements ChoiceCondition {

    static ChoiceComparison read(AslObject asl, Set<String> fields) {
        Set<String> rest = new TreeSet<>(fields);
        if (!rest.remove("Variable") || rest.size() != 1) {
            throw asl.refuse("A rule has a Variable and exactly one comparison", "Variable");
        }
        String field = rest.iterator().next();
        boolean isPath = field.endsWith("Path");
        String name = isPath ? field.substring(0, field.length() - "Path".length()) : field;
        ComparisonOperator operator = ComparisonOperator.find(name)
                .filter(found -> !isPath || found.hasPathForm())
                .orElseThrow(() -> asl.refuse(
                        "Comparison '" + field + "' is not supported by Step Functions"
                                + SimilarName.suggestion(field, ComparisonOperator.fields()),
                        field));
        return new ChoiceComparison(
                DataPath.compile(asl, "Variable", asl.text("Variable")),
                operator,
                isPath ? DataPath.reference(asl, field, asl.text(field)) : constant(asl, field, operator));
    }

    @Override
    public boolean holds(JsonNode data, Scope scope) {
        Optional<JsonNode> value = variable.find(data, scope);
        JsonNode expected = operand.evaluate(data, scope);
        if (operator.asksForPresence()) {
            return value.isPresent() == expected.booleanValue();
        }
        JsonNode found = value.orElseThrow(() -> StateFailure.runtime(
                "Invalid path '" + variable + "': The choice state's condition path references an invalid value."));
        return operator.holds(found, expected);
    }

    private static PayloadTemplate constant(AslObject asl, String field, ComparisonOperator operator) {
        JsonNode value = asl.value(field).orElseThrow();
        if (!operator.accepts(value)) {
            throw asl.refuse("Value is not of the type that the comparison needs", field);
        }
        if (operator.comparesTimes() && !Timestamps.isConstant(value)) {
            throw asl.refuse("String does not match RFC3339 timestamp", field);
        }
        return (data, scope) -> value;
    }
}
