package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object of a definition and where it stands. Its accessors refuse what the states language does not allow.
 *
 * @param node the object
 * @param path where it stands in the definition
 * @param location the same inside its state, with a slash at its end: {@code Choices[0]/}; empty for the state itself
 * @param language the query language of its state
 * @param machineLanguage the machine's, which states have that name none
 */
public record AslObject(
        ObjectNode node, String path, String location, QueryLanguage language, QueryLanguage machineLanguage) {

    public static AslObject parse(String definition) {
        JsonNode root = Json.parse(definition)
                .orElseThrow(() -> ServiceErrorException.invalidDefinition(
                        "INVALID_JSON_DESCRIPTION", "The definition is not JSON", "/"));
        if (!(root instanceof ObjectNode object)) {
            throw ServiceErrorException.invalidDefinition(
                    "SCHEMA_VALIDATION_FAILED", "The definition must be an object", "/");
        }
        QueryLanguage language = new AslObject(object, "", "", QueryLanguage.JSON_PATH, QueryLanguage.JSON_PATH)
                .inItsOwnLanguage()
                .language();
        return new AslObject(object, "", "", language, language);
    }

    /**
     * The same object, with the language that it names itself, or else the machine's: not the one of a Map or Parallel
     * state around it, which is for that state's own fields. That a machine in JSONata has no states in JSONPath is the
     * states language's rule.
     */
    public AslObject inItsOwnLanguage() {
        QueryLanguage own = optionalText("QueryLanguage")
                .map(named -> QueryLanguage.find(named)
                        .orElseThrow(() ->
                                refuse("Value should be one of the following: [JSONPath, JSONata]", "QueryLanguage")))
                .orElse(machineLanguage);
        if (machineLanguage == QueryLanguage.JSONATA && own == QueryLanguage.JSON_PATH) {
            throw refuse(
                    "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                    "QueryLanguage");
        }
        return new AslObject(node, path, location, own, machineLanguage);
    }

    /** Refuses every field that is not named, so that nothing is silently ignored. */
    public void allowOnly(Collection<String> allowed) {
        node.fieldNames().forEachRemaining(field -> {
            if (!allowed.contains(field)) {
                throw refuse("Field '" + field + "' is not supported by LocalStepFunctions here", field);
            }
        });
    }

    public boolean has(String field) {
        return node.has(field);
    }

    public Optional<JsonNode> value(String field) {
        return Optional.ofNullable(node.get(field));
    }

    public String text(String field) {
        return optionalText(field).orElseThrow(() -> missing(field));
    }

    public Optional<String> optionalText(String field) {
        return value(field).map(value -> {
            if (!value.isTextual()) {
                throw refuse("Value is not a STRING", field);
            }
            return value.textValue();
        });
    }

    boolean flag(String field) {
        return value(field)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw refuse("Value is not a BOOLEAN", field);
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    public Optional<Integer> integer(String field, int min, int max) {
        return value(field).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw refuse("Value is not an INTEGER", field);
            }
            if (value.intValue() < min) {
                throw refuse("Minimum value is " + min, field);
            }
            if (value.intValue() > max) {
                throw refuse("Maximum value is " + max, field);
            }
            return value.intValue();
        });
    }

    public Optional<Double> number(String field, double min) {
        return value(field).map(value -> {
            if (!value.isNumber() || value.doubleValue() < min) {
                throw refuse("Value must be a number of at least " + min, field);
            }
            return value.doubleValue();
        });
    }

    public List<AslObject> objects(String field) {
        List<AslObject> objects = new ArrayList<>();
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw refuse("Value is not an ARRAY", field);
        }
        for (JsonNode element : list) {
            objects.add(asObject(element, field + "[" + objects.size() + "]"));
        }
        return List.copyOf(objects);
    }

    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.path(field)) {
            if (!element.isTextual()) {
                throw refuse("Value is not a STRING", field);
            }
            texts.add(element.textValue());
        }
        if (texts.isEmpty()) {
            throw refuse("Value must be a list with at least one STRING", field);
        }
        return List.copyOf(texts);
    }

    public AslObject object(String field) {
        return asObject(node.path(field), field);
    }

    public Map<String, AslObject> children(String field) {
        Map<String, AslObject> children = new LinkedHashMap<>();
        AslObject parent = object(field);
        parent.members().forEach((name, child) -> children.put(name, parent.state(name, child)));
        return children;
    }

    public Map<String, JsonNode> members() {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return members;
    }

    public void requireOneOf(String first, String second) {
        if (has(first) == has(second)) {
            throw refuse("Exactly one of '" + first + "' and '" + second + "' is required");
        }
    }

    public void refuseBoth(String first, String second) {
        if (has(first) && has(second)) {
            throw refuse("Only one of '" + first + "' and '" + second + "' is allowed");
        }
    }

    public ServiceErrorException refuse(String message, String field) {
        return ServiceErrorException.invalidDefinition("SCHEMA_VALIDATION_FAILED", message, path + "/" + field);
    }

    ServiceErrorException refuseJsonata(String problem, String message, String field) {
        return ServiceErrorException.invalidDefinition(problem, message, path + "/" + field);
    }

    public ServiceErrorException refuseTransition(String message, String field) {
        return ServiceErrorException.invalidDefinition("MISSING_TRANSITION_TARGET", message, path + "/" + field);
    }

    private ServiceErrorException refuse(String message) {
        return ServiceErrorException.invalidDefinition("SCHEMA_VALIDATION_FAILED", message, path);
    }

    private ServiceErrorException missing(String field) {
        return ServiceErrorException.invalidDefinition(
                "SCHEMA_VALIDATION_FAILED", "The field '" + field + "' is required but was missing", path);
    }

    /**
     * Where a field stands in its state, as causes and EvaluationFailed events name it: {@code Choices[0]/Condition}.
     */
    String locate(String field) {
        return location + field;
    }

    private AslObject state(String name, JsonNode child) {
        AslObject inside = asObject(child, name);
        return new AslObject(inside.node, inside.path, "", language, machineLanguage);
    }

    private AslObject asObject(JsonNode child, String step) {
        if (child instanceof ObjectNode object) {
            return new AslObject(object, path + "/" + step, location + step + "/", language, machineLanguage);
        }
        throw ServiceErrorException.invalidDefinition(
                "SCHEMA_VALIDATION_FAILED", "Value is not an OBJECT", path + "/" + step);
    }
}
