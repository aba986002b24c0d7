package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Diagnostic;
import dev.tasktoken.testkit.internal.values.Diagnostics;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.SimilarName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One object of a definition and where it stands. Its accessors find what the states language does not allow: they
 * report a problem and return nothing where reading can go on, and throw where it cannot.
 *
 * @param node the object
 * @param path where it stands in the definition
 * @param location the same inside its state, with a slash at its end: {@code Choices[0]/}; empty for the state itself
 * @param language the query language of its state
 * @param definition what it shares with the other objects of the definition
 */
public record AslObject(
        ObjectNode node, String path, String location, QueryLanguage language, DefinitionScope definition) {
    private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    private static final ObjectReader TEXTS = Json.MAPPER.reader().with(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);

    /** Reads the text of a definition. Each text has its own list of problems, which {@link #refuseAny} throws. */
    public static AslObject parse(String text) {
        if (!(tree(text) instanceof ObjectNode object)) {
            throw ServiceErrorException.invalidDefinition(SCHEMA, "Definition must be a valid JSON object", null);
        }
        Diagnostics diagnostics = new Diagnostics();
        DefinitionScope unread = new DefinitionScope(QueryLanguage.JSON_PATH, diagnostics);
        QueryLanguage language = new AslObject(object, "", "", QueryLanguage.JSON_PATH, unread)
                .inItsOwnLanguage()
                .language();
        return new AslObject(object, "", "", language, new DefinitionScope(language, diagnostics));
    }

    /** The service says where the text stops being JSON, and quotes it: it is the user's own, and holds no token. */
    private static JsonNode tree(String text) {
        try {
            return TEXTS.readTree(text);
        } catch (JsonProcessingException e) {
            throw ServiceErrorException.invalidDefinition(
                    "INVALID_JSON_DESCRIPTION", String.valueOf(e.getMessage()), String.valueOf(e.getLocation()));
        }
    }

    /**
     * The same object, with the language that it names itself, or else the machine's: not the one of a Map or Parallel
     * state around it, which is for that state's own fields. That a machine in JSONata has no states in JSONPath is the
     * states language's rule.
     */
    public AslObject inItsOwnLanguage() {
        QueryLanguage machines = definition.language();
        Optional<String> named = optionalText("QueryLanguage");
        Optional<QueryLanguage> own = named.flatMap(QueryLanguage::find);
        if (named.isPresent() && own.isEmpty()) {
            report("Value should be one of the following: [JSONPath, JSONata]", "QueryLanguage");
        }
        if (machines == QueryLanguage.JSONATA && own.equals(Optional.of(QueryLanguage.JSON_PATH))) {
            report("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        }
        return new AslObject(node, path, location, own.orElse(machines), definition);
    }

    /** Reads one part; a problem that ends its reading is kept, and the other parts can be read. */
    public <T> Optional<T> attempt(Supplier<T> reading) {
        return definition.diagnostics().attempt(reading);
    }

    /**
     * Ends the reading of the definition.
     *
     * @throws ServiceErrorException if there was a problem, with all of them
     */
    public void refuseAny() {
        definition.diagnostics().refuseAny();
    }

    /** Finds every field that is not named, so that nothing is silently ignored. */
    public void allowOnly(Collection<String> allowed) {
        node.fieldNames().forEachRemaining(field -> {
            if (!allowed.contains(field)) {
                reportUnknown(field, allowed);
            }
        });
    }

    /** That the service names the object as the place, not the field, was measured. */
    void reportUnknown(String field, Collection<String> allowed) {
        String meant = SimilarName.suggestion(field, allowed);
        report("Field '" + field + "' is not supported" + (meant.isEmpty() ? " by LocalStepFunctions here" : meant));
    }

    public boolean has(String field) {
        return node.has(field);
    }

    public Optional<JsonNode> value(String field) {
        return Optional.ofNullable(node.get(field));
    }

    /** The text of a field that must be there. */
    public String text(String field) {
        require(field);
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw refuse("Value is not a STRING", field);
        }
        return value.textValue();
    }

    public Optional<String> optionalText(String field) {
        return has(field) ? attempt(() -> text(field)) : Optional.empty();
    }

    boolean flag(String field) {
        boolean known = !has(field) || node.path(field).isBoolean();
        if (!known) {
            report("Value is not a BOOLEAN", field);
        }
        return !known || node.path(field).booleanValue();
    }

    public Optional<Integer> integer(String field, int min, int max) {
        return value(field)
                .flatMap(value -> attempt(() -> {
                    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                        throw refuse("Expected value of type Integer", field);
                    }
                    if (value.intValue() < min) {
                        throw refuse("Minimum value is " + min, field);
                    }
                    if (value.intValue() > max) {
                        throw refuse("Maximum value is " + max, field);
                    }
                    return value.intValue();
                }));
    }

    public Optional<Double> number(String field, double min) {
        Optional<JsonNode> value = value(field);
        if (value.filter(number -> !number.isNumber() || number.doubleValue() < min)
                .isPresent()) {
            report("Value must be a number of at least " + min, field);
        }
        return value.map(JsonNode::doubleValue);
    }

    /** Reads each object of a list; one that cannot be read is left out. */
    public <T> List<T> each(String field, Function<AslObject, T> reading) {
        return objects(field).stream()
                .flatMap(object -> attempt(() -> reading.apply(object)).stream())
                .toList();
    }

    public List<AslObject> objects(String field) {
        List<AslObject> objects = new ArrayList<>();
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            report("Value is not an ARRAY", field);
        }
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            object(list.get(i), field + "[" + i + "]").ifPresent(objects::add);
        }
        return List.copyOf(objects);
    }

    public List<String> texts(String field) {
        require(field);
        JsonNode list = node.path(field);
        if (!list.isArray() || list.isEmpty()) {
            throw refuse("Value must be a list with at least one STRING", field);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                throw refuse("Value is not a STRING", field);
            }
            texts.add(element.textValue());
        }
        return List.copyOf(texts);
    }

    public Optional<AslObject> object(String field) {
        return value(field).flatMap(value -> object(value, field));
    }

    /** States by their names. */
    public Map<String, AslObject> children(String field) {
        Map<String, AslObject> children = new LinkedHashMap<>();
        object(field)
                .ifPresent(parent -> parent.members()
                        .forEach((name, child) ->
                                parent.object(child, name).ifPresent(state -> children.put(name, state.asState()))));
        return children;
    }

    public Map<String, JsonNode> members() {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return members;
    }

    /** Ends the reading of this object if one of the fields is missing; names all of them that are. */
    public void require(String... fields) {
        List<String> missing = Stream.of(fields).filter(field -> !has(field)).toList();
        if (!missing.isEmpty()) {
            throw ServiceErrorException.invalidDefinition(
                    List.of(problem(SCHEMA, "These fields are required: " + missing, path)));
        }
    }

    /** Which of two fields this object has; ends its reading if it has neither. */
    public String requireOneOf(String first, String second) {
        refuseBoth(first, second);
        if (!has(first) && !has(second)) {
            throw ServiceErrorException.invalidDefinition(List.of(problem(
                    SCHEMA,
                    "This object should have only one of the following fields: [" + first + ", " + second + "]",
                    path)));
        }
        return has(first) ? first : second;
    }

    public void refuseBoth(String first, String second) {
        if (has(first) && has(second)) {
            report("There should only be one of the following fields: [" + first + ", " + second + "]");
        }
    }

    /** A problem that ends the reading of a part. */
    public ServiceErrorException refuse(String message, String field) {
        return ServiceErrorException.invalidDefinition(List.of(problem(SCHEMA, message, path + "/" + field)));
    }

    /** The same for a key of a template. The service names the key and, as its place, the object around (recorded). */
    ServiceErrorException refuseKey(String field, String reason) {
        int key = field.lastIndexOf('/');
        return refuse(
                "The value for the field '" + field.substring(key + 1)
                        + "' must be a valid JSONPath or a valid intrinsic function call" + reason,
                field.substring(0, Math.max(key, 0)));
    }

    /** Notes a problem beside which the rest can be read. */
    public void report(String message, String field) {
        report(SCHEMA, message, field);
    }

    public void report(String code, String message, String field) {
        definition.diagnostics().add(problem(code, message, path + "/" + field));
    }

    private void report(String message) {
        definition.diagnostics().add(problem(SCHEMA, message, path));
    }

    private static Diagnostic problem(String code, String message, String place) {
        return new Diagnostic(code, message, place.isEmpty() ? "/" : place);
    }

    /**
     * Where a field stands in its state, as causes and EvaluationFailed events name it: {@code Choices[0]/Condition}.
     */
    String locate(String field) {
        return location + field;
    }

    private AslObject asState() {
        return new AslObject(node, path, "", language, definition);
    }

    private Optional<AslObject> object(JsonNode child, String step) {
        if (child instanceof ObjectNode object) {
            return Optional.of(new AslObject(object, path + "/" + step, location + step + "/", language, definition));
        }
        report("Value is not an OBJECT", step);
        return Optional.empty();
    }
}
