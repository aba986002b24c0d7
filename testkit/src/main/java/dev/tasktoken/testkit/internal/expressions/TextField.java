package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
import java.util.Set;

/** A text of a definition: written out, at a path or from an intrinsic function, or what an expression gives. */
public record TextField(String name, PayloadTemplate template) {

    /** The functions that may stand in ErrorPath and CausePath (developer guide, "Fail workflow state"). */
    private static final Set<String> GIVE_TEXT =
            Set.of("Format", "JsonToString", "ArrayGetItem", "Base64Encode", "Base64Decode", "Hash", "UUID");

    /** Reads a field, or the field of that name with Path at its end. */
    public static Optional<TextField> read(AslObject asl, String field) {
        Optional<String> path = Optional.empty();
        if (asl.language() == QueryLanguage.JSON_PATH) {
            asl.refuseBoth(field, field + "Path");
            path = asl.optionalText(field + "Path");
        }
        if (path.isPresent()) {
            String name = field + "Path";
            String text = path.get();
            PayloadTemplate template = PayloadTemplateReader.orNull(
                    asl.attempt(() -> PayloadTemplateReader.pathOrFunction(asl, name, text)));
            if (template instanceof IntrinsicCall call
                    && !GIVE_TEXT.contains(call.function().name())) {
                asl.report("The intrinsic function must return a text", name);
            }
            return Optional.of(new TextField(name, template));
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
