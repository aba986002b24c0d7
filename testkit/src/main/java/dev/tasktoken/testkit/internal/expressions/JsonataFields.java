package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.DataLimit;
import java.util.Optional;

/** Arguments on the way in; Output and Assign on the way out. */
record JsonataFields(Optional<PayloadTemplate> arguments, Optional<PayloadTemplate> output, Assignments assignments)
        implements DataFields {

    static JsonataFields read(AslObject asl) {
        return new JsonataFields(
                PayloadTemplateReader.field(asl, "Arguments"),
                PayloadTemplateReader.field(asl, "Output"),
                Assignments.read(asl));
    }

    @Override
    public JsonNode selected(Scope scope) {
        return scope.input();
    }

    @Override
    public JsonNode effective(Scope scope) {
        return arguments
                .map(template -> DataLimit.check(template.evaluate(scope.input(), scope)))
                .orElse(scope.input());
    }

    @Override
    public StateResult exit(JsonNode result, Scope scope) {
        return new StateResult(
                output.map(template -> template.evaluate(result, scope)).orElse(result),
                assignments.evaluate(result, scope));
    }

    @Override
    public DataFields ofRule(AslObject rule) {
        return read(rule);
    }
}
