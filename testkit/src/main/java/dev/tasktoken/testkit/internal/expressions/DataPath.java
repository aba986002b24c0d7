package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
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

    public static final DataPath ALL = new DataPath("$");

    private final String text;
    private final Optional<String> variable;
    private final JsonPath path;

    private DataPath(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        this.text = text;
        this.variable = matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        this.path = JsonPath.compile(matcher.matches() ? "$" + matcher.group(2) : fromRoot(text));
    }

    /** Reads a path of a definition. */
    public static DataPath compile(AslObject asl, String field, String text) {
        try {
            if (text.startsWith("$")) {
                return new DataPath(text);
            }
        } catch (JsonPathException | IllegalArgumentException e) {
            // Said below; the library's words would not help the reader of a definition.
        }
        throw asl.refuse("Value is not a valid JSONPath", field);
    }

    /** The path a field names, everything if there is no such field, empty for an explicit null. */
    static Optional<DataPath> field(AslObject asl, String field) {
        if (asl.value(field).filter(JsonNode::isNull).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(optional(asl, field).orElse(ALL));
    }

    /** The path a field names, if there is such a field. */
    public static Optional<DataPath> optional(AslObject asl, String field) {
        return asl.optionalText(field).map(path -> compile(asl, field, path));
    }

    @Override
    public JsonNode evaluate(JsonNode data, Scope scope) {
        return find(data, scope)
                .orElseThrow(() -> StateFailure.runtime("The JSONPath '" + text + "' could not be found in the input"));
    }

    /** What the path selects, if it selects anything; one that may select many selects an empty list then. */
    public Optional<JsonNode> find(JsonNode data, Scope scope) {
        try {
            Object value = path.read(root(data, scope), CONFIGURATION);
            return Optional.of(value instanceof JsonNode node ? node : Json.MAPPER.valueToTree(value));
        } catch (PathNotFoundException e) {
            return path.isDefinite() ? Optional.empty() : Optional.of(Json.NODES.arrayNode());
        } catch (JsonPathException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private JsonNode root(JsonNode data, Scope scope) {
        if (variable.isEmpty()) {
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

    @Override
    public String toString() {
        return text;
    }
}
