package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.JsonataExpression;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplate;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.QueryLanguage;
import dev.tasktoken.testkit.internal.expressions.Scope;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold for a rule of a Choice state: an expression, a comparison, or others joined. */
@FunctionalInterface
interface ChoiceCondition {
    boolean holds(JsonNode data, Scope scope);

    static ChoiceCondition readRule(AslObject rule) {
        return rule.language() == QueryLanguage.JSONATA ? readExpression(rule) : read(rule, Set.of("Next", "Assign"));
    }

    private static ChoiceCondition readExpression(AslObject rule) {
        rule.allowOnly(Set.of("Condition", "Next", "Assign", "Output", "Comment"));
        rule.require("Condition");
        JsonNode value = rule.node().path("Condition");
        if (!value.isBoolean() && !JsonataExpression.isExpression(value)) {
            throw rule.refuse("Value is not a BOOLEAN or a JSONata expression", "Condition");
        }
        PayloadTemplate template = PayloadTemplateReader.compile(rule, "Condition", value);
        return (data, scope) -> {
            JsonNode holds = template.evaluate(data, scope);
            if (!holds.isBoolean() && template instanceof JsonataExpression expression) {
                throw expression.unexpected("boolean", holds);
            }
            return holds.booleanValue();
        };
    }

    private static ChoiceCondition read(AslObject asl, Set<String> beside) {
        Set<String> fields = new TreeSet<>(asl.members().keySet());
        fields.removeAll(beside);
        fields.remove("Comment");
        if (asl.has("And")) {
            List<ChoiceCondition> all = readAll(asl, "And");
            return only(asl, fields, "And", (data, scope) -> all.stream().allMatch(each -> each.holds(data, scope)));
        }
        if (asl.has("Or")) {
            List<ChoiceCondition> any = readAll(asl, "Or");
            return only(asl, fields, "Or", (data, scope) -> any.stream().anyMatch(each -> each.holds(data, scope)));
        }
        if (asl.has("Not")) {
            ChoiceCondition negated =
                    read(asl.object("Not").orElseThrow(() -> asl.refuse("Value is not an OBJECT", "Not")), Set.of());
            return only(asl, fields, "Not", (data, scope) -> !negated.holds(data, scope));
        }
        return ChoiceComparison.read(asl, fields);
    }

    private static ChoiceCondition only(AslObject asl, Set<String> fields, String field, ChoiceCondition condition) {
        if (fields.size() != 1) {
            throw asl.refuse("'" + field + "' stands alone in a rule", field);
        }
        return condition;
    }

    private static List<ChoiceCondition> readAll(AslObject asl, String field) {
        List<ChoiceCondition> conditions = asl.each(field, each -> read(each, Set.of()));
        if (asl.node().path(field).isEmpty()) {
            asl.report("Value cannot be empty", field);
        }
        return conditions;
    }
}
