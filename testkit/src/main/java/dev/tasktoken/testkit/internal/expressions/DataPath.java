package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSONPath into the data ({@code $.order}), the context object ({@code $$.Task.Token}) or a variable
 * ({@code $order.id}).
 */
public final class DataPath implements PayloadTemplate {
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(Json.MAPPER))
            .mappingProvider(new JacksonMappingProvider(Json.MAPPER))
            .build();
    private static final Pattern VARIABLE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)(.*)", Pattern.DOTALL);

    /** Steps to one place: no filters, wildcards, slices, lists of names or functions. */
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(\\$|[\\p{L}_][\\p{L}\\p{N}_]*)?(\\.[^.\\[\\]'\"*@?,:()]+|\\['[^']+']|\\[\"[^\"]+\"]|\\[-?\\d{1,9}])*");

    /** A path of plain names, which is most of them. */
    private static final Pattern NAMES = Pattern.compile("(\\.[A-Za-z_]\\w*)+");

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    public static final DataPath ALL = new DataPath("$", "");

    private final String text;
    private final String field;
    private final Optional<String> variable;
    private final JsonPath path;
    private final List<String> names;

    private DataPath(String text, String field) {
        Matcher matcher = VARIABLE.matcher(text);
        this.text = text;
        this.field = field;
        this.variable = matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        String steps = matcher.matches() ? "$" + matcher.group(2) : fromRoot(text);
        this.path = JsonPath.compile(literal(steps));
        this.names = NAMES.matcher(steps.substring(1)).matches()
                ? List.of(steps.substring(2).split("\\.", -1))
                : List.of();
    }

    /** Reads a path of a definition. */
    public static DataPath compile(AslObject asl, String field, String text) {
        try {
            if (text.startsWith("$")) {
                return new DataPath(text, field.substring(field.lastIndexOf('/') + 1));
            }
        } catch (JsonPathException | IllegalArgumentException e) {
            // Said below; the library's words would not help the reader of a definition.
        }
        throw field.endsWith(".$") ? asl.refuseKey(field, "") : asl.refuse("Value must be a valid JSONPath.", field);
    }

    /** Reads a path that selects one place. */
    public static DataPath reference(AslObject asl, String field, String text) {
        if (!REFERENCE.matcher(text).matches()) {
            throw asl.refuse("Value is not a Reference Path", field);
        }
        return compile(asl, field, text);
    }

    /** The path a field names, everything if there is no such field, empty for an explicit null. */
    static Optional<DataPath> field(AslObject asl, String field) {
        if (asl.value(field).filter(JsonNode::isNull).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(asl.optionalText(field)
                .flatMap(path -> asl.attempt(() -> compile(asl, field, path)))
                .orElse(ALL));
    }

    /** The path to one place that a field names, if there is such a field. */
    public static Optional<DataPath> optionalReference(AslObject asl, String field) {
        return asl.optionalText(field).flatMap(path -> asl.attempt(() -> reference(asl, field, path)));
    }

    @Override
    public JsonNode evaluate(JsonNode data, Scope scope) {
        try {
            return read(data, scope);
        } catch (JsonPathException e) {
            throw StateFailure.runtime(missing(e));
        }
    }

    /** What the path selects, if it selects anything; one that may select many selects an empty list then. */
    public Optional<JsonNode> find(JsonNode data, Scope scope) {
        try {
            return Optional.of(read(data, scope));
        } catch (JsonPathException e) {
            return Optional.empty();
        }
    }

    private JsonNode read(JsonNode data, Scope scope) {
        if (this == ALL) {
            return data;
        }
        try {
            JsonNode root = root(data, scope);
            Optional<JsonNode> named = named(root);
            if (named.isPresent()) {
                return named.get();
            }
            Object value = path.read(root, CONFIGURATION);
            return value instanceof JsonNode node ? node : Json.MAPPER.valueToTree(value);
        } catch (PathNotFoundException e) {
            if (path.isDefinite()) {
                throw e;
            }
            return Json.NODES.arrayNode();
        } catch (IllegalArgumentException e) {
            throw new PathNotFoundException("No results for path: " + path.getPath(), e);
        }
    }

    /** What plain names lead to: without the library, which is ten times slower, and says why there is nothing. */
    private Optional<JsonNode> named(JsonNode root) {
        JsonNode found = names.isEmpty() ? null : root;
        for (String name : names) {
            found = found instanceof ObjectNode object ? object.get(name) : null;
        }
        return Optional.ofNullable(found);
    }

    /** Says that nothing was found, in the service's words, but without the input that the service quotes. */
    private String missing(JsonPathException e) {
        if (field.endsWith(".$") || field.equals("ErrorPath") || field.equals("CausePath")) {
            return "The JSONPath '" + text + "' specified for the field '" + field
                    + "' could not be found in the input";
        }
        if (field.equals("SecondsPath") || field.equals("TimestampPath")) {
            return "The " + field + " parameter does not reference an input value: " + text;
        }
        String reason = e instanceof PathNotFoundException ? e.getMessage() : "No results for path: " + path.getPath();
        return "Invalid path '" + text + "' : " + reason;
    }

    /** What the path is applied to. That the service refuses null there is its support's answer of a Choice rule. */
    private JsonNode root(JsonNode data, Scope scope) {
        if (variable.isEmpty()) {
            if (!text.startsWith("$$") && data.isNull()) {
                throw StateFailure.runtime("Unable to apply Path transformation to null or empty input.");
            }
            return text.startsWith("$$") ? scope.context() : data;
        }
        JsonNode value = scope.variables().get(variable.get());
        if (value == null) {
            throw StateFailure.runtime("The variable '$" + variable.get() + "' is not defined");
        }
        return value;
    }

    private static String fromRoot(String text) {
        return text.startsWith("$$") ? text.substring(1) : text;
    }

    /** In a name in single quotes a backslash before a double quote is part of the name (recorded). */
    private static String literal(String path) {
        return QUOTED.matcher(path)
                .replaceAll(name -> Matcher.quoteReplacement(name.group().replace("\\\"", "\\\\\"")));
    }

    @Override
    public String toString() {
        return text;
    }
}
