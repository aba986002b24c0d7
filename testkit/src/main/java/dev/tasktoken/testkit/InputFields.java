package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a state makes of the data it is given: InputPath, then Parameters. */
record InputFields(Optional<DataPath> inputPath, Optional<Template> parameters) {

    static InputFields read(AslObject asl) {
        return new InputFields(DataPath.field(asl, "InputPath"), Template.field(asl, "Parameters"));
    }

    JsonNode selected(JsonNode raw, JsonNode context) {
        return inputPath.map(path -> path.read(raw, context)).orElseGet(Json::object);
    }

    JsonNode effective(JsonNode raw, JsonNode context) {
        JsonNode selected = selected(raw, context);
        return parameters
                .map(template -> template.evaluate(selected, context))
                .map(DataLimit::check)
                .orElse(selected);
    }
}
