package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;

/** A text of a definition: written out, at a path or from an intrinsic function, or what an expression gives. */
public record TextField(String name, PayloadTemplate template) {

    /** Reads a field, or the field of that name with Path at its end. */
    public static Optional<TextField> read(AslObject asl, String field) {
        Optional<String> path = Optional.empty();
        if (asl.language() == QueryLanguage.JSON_PATH) {
            asl.refuseBoth(field, field + "Path");
            path = asl.optionalText(field + "Path");
        }
        if (path.isPresent()) {
            String name = field + "Path";
            return Optional.of(new TextField(name, PayloadTemplateReader.pathOrFunction(asl, name, path.get())));
        }
        asl.optionalText(field);
        return PayloadTemplateReader.field(asl, field).map(template -> new TextField(field, template));
    }

    public String value(JsonNode data, Scope scope) {
        JsonNode value = template.evaluate(data, scope);
        if (!value.isTextual()) {
            String cause = "The value of the field '" + name + "' must be a string";
            throw template instanceof JsonataExpression
                    ? StateFailure.unusable(cause, name)
                    : StateFailure.runtime(cause);
        }
        return value.textValue();
    }
}
