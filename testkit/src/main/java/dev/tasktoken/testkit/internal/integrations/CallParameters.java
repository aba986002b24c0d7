package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;

/** Reads the parameters of an integration call; a value of the wrong type fails the state. */
record CallParameters(JsonNode node) {
    String text(String field) {
        return optionalText(field)
                .orElseThrow(() -> StateFailure.runtime("The field '" + field + "' is required but was missing"));
    }

    Optional<String> optionalText(String field) {
        return value(field).map(value -> {
            if (!value.isTextual()) {
                throw StateFailure.runtime("The value for the field '" + field + "' must be a STRING");
            }
            return value.textValue();
        });
    }

    Optional<Integer> integer(String field) {
        return value(field).map(value -> {
            if (!value.canConvertToInt() || !value.isIntegralNumber()) {
                throw StateFailure.runtime("The value for the field '" + field + "' must be an INTEGER");
            }
            return value.intValue();
        });
    }

    /** A message: a text as it stands, anything else as JSON text. */
    Optional<String> message(String field) {
        return value(field).map(Json::textOf);
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(node.get(field)).filter(value -> !value.isNull());
    }
}
