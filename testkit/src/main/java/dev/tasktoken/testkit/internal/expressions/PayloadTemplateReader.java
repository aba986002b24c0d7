package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the templates of a definition: values written out, or with parts that are taken from the data. In JSONPath a
 * key that ends in {@code .$} takes its value from a path or an intrinsic function, and any other value is sent as it
 * stands, {@code "$$.Task.Token"} without the {@code .$} included, as the service does. In JSONata a text in <code>
 * {% %}</code> is an expression.
 */
public final class PayloadTemplateReader {
    private PayloadTemplateReader() {}

    public static Optional<PayloadTemplate> field(AslObject asl, String field) {
        return asl.value(field).map(value -> compile(asl, field, value));
    }

    /** A text in a place that takes a path or an intrinsic function. */
    static PayloadTemplate pathOrFunction(AslObject asl, String field, String text) {
        return text.startsWith("States.")
                ? IntrinsicParser.compile(asl, field, text)
                : DataPath.compile(asl, field, text);
    }

    /** What a key of a template is called in the result. */
    public static String name(AslObject asl, String key) {
        return isDynamic(asl, key) ? key.substring(0, key.length() - 2) : key;
    }

    /** Reads a template; a part of it that cannot be read is reported, and hides no problem of another part. */
    public static PayloadTemplate compile(AslObject asl, String field, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return compileObject(asl, field, object);
        }
        if (value instanceof ArrayNode array) {
            return compileArray(asl, field, array);
        }
        if (asl.language() != QueryLanguage.JSONATA) {
            return (data, scope) -> value;
        }
        JsonataExpression.checkDelimiters(asl, field, value);
        return JsonataExpression.isExpression(value)
                ? orNull(JsonataExpression.compile(asl, field, value.textValue()))
                : (data, scope) -> value;
    }

    private static PayloadTemplate compileArray(AslObject asl, String field, ArrayNode array) {
        List<PayloadTemplate> elements = new ArrayList<>();
        array.forEach(element -> elements.add(compile(asl, field + "[" + elements.size() + "]", element)));
        return (data, scope) -> {
            ArrayNode result = Json.NODES.arrayNode();
            elements.forEach(element -> result.add(element.evaluate(data, scope)));
            return result;
        };
    }

    private static PayloadTemplate compileObject(AslObject asl, String field, ObjectNode object) {
        Map<String, PayloadTemplate> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String key = entry.getKey();
            String name = name(asl, key);
            PayloadTemplate member = member(asl, field + "/" + key, key, entry.getValue());
            if (members.put(name, member) != null) {
                asl.report("The field '" + name + "' occurs twice", field);
            }
        }
        return (data, scope) -> {
            ObjectNode result = Json.object();
            members.forEach((name, member) -> result.set(name, member.evaluate(data, scope)));
            return result;
        };
    }

    private static PayloadTemplate member(AslObject asl, String field, String key, JsonNode value) {
        if (!isDynamic(asl, key)) {
            return compile(asl, field, value);
        }
        PayloadTemplate found = orNull(asl.attempt(() -> dynamic(asl, field, value)));
        String name = name(asl, key);
        return isDynamic(asl, name) ? resolvedTwice(name, found) : found;
    }

    /** A key that ends in {@code .$.$}: the service takes what it finds for a path again, which no value is (seen). */
    private static PayloadTemplate resolvedTwice(String name, PayloadTemplate found) {
        return (data, scope) -> {
            found.evaluate(data, scope);
            throw StateFailure.runtime("The value for the field '" + name
                    + "' must be a valid JSONPath or a valid intrinsic function call");
        };
    }

    /** What stands for a template that cannot be read: its definition is refused, so nothing evaluates it. */
    static PayloadTemplate orNull(Optional<? extends PayloadTemplate> read) {
        return read.<PayloadTemplate>map(template -> template).orElse((data, scope) -> Json.NODES.nullNode());
    }

    private static boolean isDynamic(AslObject asl, String key) {
        return asl.language() == QueryLanguage.JSON_PATH && key.endsWith(".$");
    }

    private static PayloadTemplate dynamic(AslObject asl, String field, JsonNode value) {
        if (!value.isTextual()) {
            throw asl.refuseKey(field, " (it is not a STRING)");
        }
        return pathOrFunction(asl, field, value.textValue());
    }
}
