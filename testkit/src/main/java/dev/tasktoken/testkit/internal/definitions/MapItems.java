package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataPath;
import dev.tasktoken.testkit.internal.expressions.JsonataExpression;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplate;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.QueryLanguage;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;

/** Which list a Map state iterates over, and the input it makes from each item. */
record MapItems(PayloadTemplate list, Optional<PayloadTemplate> selector) {

    /** Reads Items or ItemsPath, and ItemSelector or Parameters as it was called before. */
    static MapItems read(AslObject asl) {
        if (asl.language() == QueryLanguage.JSONATA) {
            PayloadTemplate input = (data, scope) -> data;
            return new MapItems(
                    PayloadTemplateReader.field(asl, "Items").orElse(input),
                    PayloadTemplateReader.field(asl, "ItemSelector"));
        }
        asl.refuseBoth("ItemSelector", "Parameters");
        return new MapItems(
                DataPath.optionalReference(asl, "ItemsPath").orElse(DataPath.ALL),
                PayloadTemplateReader.field(asl, "ItemSelector")
                        .or(() -> PayloadTemplateReader.field(asl, "Parameters")));
    }

    /** The items; that a path to something else fails the execution without a way to catch it is inferred. */
    JsonNode list(JsonNode data, Scope scope) {
        JsonNode found = list.evaluate(data, scope);
        if (found.isArray()) {
            return found;
        }
        if (list instanceof JsonataExpression expression) {
            throw expression.unexpected("array", found);
        }
        throw list instanceof DataPath path
                ? StateFailure.runtime("Reference path \"" + path + "\" must point to array.")
                : StateFailure.query("Map state input must be an array but was: " + Json.abbreviateJson(found));
    }

    /** The input of the states that process one item. */
    JsonNode input(JsonNode value, JsonNode data, Scope scope) {
        return selector.map(template -> DataLimit.check(template.evaluate(data, scope)))
                .orElse(value);
    }
}
