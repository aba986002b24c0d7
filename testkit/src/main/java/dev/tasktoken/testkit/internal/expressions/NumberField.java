package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;

/** A whole number of a definition: written out, at a path, or what an expression gives. */
public record NumberField(String name, int min, int max, PayloadTemplate template) {

    /** Reads a field, or the field of that name with Path at its end. */
    public static Optional<NumberField> read(AslObject asl, String field, int min, int max) {
        Optional<DataPath> path = Optional.empty();
        if (asl.language() == QueryLanguage.JSON_PATH) {
            asl.refuseBoth(field, field + "Path");
            path = DataPath.optionalReference(asl, field + "Path");
        }
        if (path.isPresent()) {
            return Optional.of(new NumberField(field + "Path", min, max, path.get()));
        }
        boolean expression = asl.language() == QueryLanguage.JSONATA
                && asl.value(field).filter(JsonataExpression::isExpression).isPresent();
        if (!expression) {
            asl.integer(field, min, max);
        }
        return PayloadTemplateReader.field(asl, field).map(template -> new NumberField(field, min, max, template));
    }

    /** For MaxConcurrencyPath a text with a number in it will do (recorded). */
    public int value(JsonNode data, Scope scope) {
        JsonNode value = template.evaluate(data, scope);
        JsonNode number = value.isTextual() && name.startsWith("MaxConcurrency")
                ? Json.parse(value.textValue()).orElse(value)
                : value;
        if (!number.isIntegralNumber() || !number.canConvertToInt()) {
            throw failure("refers to value \"" + Json.abbreviate(value) + "\" which is not a valid integer");
        }
        if (number.intValue() < min || number.intValue() > max) {
            throw failure("refers to a value that is not between " + min + " and " + max);
        }
        return number.intValue();
    }

    private StateFailure failure(String what) {
        String subject = "The " + name + " field " + what;
        return template instanceof DataPath
                ? StateFailure.runtime(subject + ": " + template)
                : StateFailure.unusable(subject, name);
    }
}
