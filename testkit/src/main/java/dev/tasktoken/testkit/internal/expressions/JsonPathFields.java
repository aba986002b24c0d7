package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Optional;

/** InputPath and Parameters on the way in; ResultSelector, Assign, ResultPath and OutputPath on the way out. */
record JsonPathFields(
        Optional<DataPath> inputPath,
        Optional<PayloadTemplate> parameters,
        Optional<PayloadTemplate> resultSelector,
        Assignments assignments,
        ResultPath resultPath,
        Optional<DataPath> outputPath)
        implements DataFields {

    static JsonPathFields read(AslObject asl) {
        return new JsonPathFields(
                DataPath.field(asl, "InputPath"),
                PayloadTemplateReader.field(asl, "Parameters"),
                PayloadTemplateReader.field(asl, "ResultSelector"),
                Assignments.read(asl),
                ResultPath.field(asl),
                DataPath.field(asl, "OutputPath"));
    }

    @Override
    public JsonNode selected(Scope scope) {
        return inputPath.map(path -> path.evaluate(scope.input(), scope)).orElseGet(Json::object);
    }

    @Override
    public JsonNode effective(Scope scope) {
        JsonNode selected = selected(scope);
        return parameters
                .map(template -> template.evaluate(selected, scope))
                .map(DataLimit::check)
                .orElse(selected);
    }

    /** Assign sees what ResultSelector made (inferred; without one it sees the result, as recorded). */
    @Override
    public StateResult exit(JsonNode result, Scope scope) {
        JsonNode selected =
                resultSelector.map(template -> template.evaluate(result, scope)).orElse(result);
        JsonNode combined = resultPath.put(scope.input(), selected);
        JsonNode output = outputPath.map(path -> path.evaluate(combined, scope)).orElseGet(Json::object);
        return new StateResult(output, assignments.evaluate(selected, scope));
    }

    @Override
    public DataFields ofRule(AslObject rule) {
        return new JsonPathFields(
                inputPath, parameters, resultSelector, Assignments.read(rule), resultPath, outputPath);
    }
}
