package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a state makes of its result: ResultSelector, ResultPath, then OutputPath. */
record OutputFields(Optional<Template> resultSelector, ResultPath resultPath, Optional<DataPath> outputPath) {

    static OutputFields read(AslObject asl) {
        return new OutputFields(
                Template.field(asl, "ResultSelector"), ResultPath.field(asl), DataPath.field(asl, "OutputPath"));
    }

    JsonNode output(JsonNode raw, JsonNode result, JsonNode context) {
        JsonNode selected = resultSelector
                .map(template -> template.evaluate(result, context))
                .orElse(result);
        JsonNode combined = resultPath.put(raw, selected);
        return outputPath.map(path -> path.read(combined, context)).orElseGet(Json::object);
    }
}
