package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Optional;

/** A JSONPath into the data ({@code $.order}) or into the context object ({@code $$.Task.Token}). */
final class DataPath {
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(Json.MAPPER))
            .mappingProvider(new JacksonMappingProvider(Json.MAPPER))
            .build();

    static final DataPath ALL = new DataPath("$");

    private final String text;
    private final boolean context;
    private final JsonPath path;

    private DataPath(String text) {
        this.text = text;
        this.context = text.startsWith("$$");
        this.path = JsonPath.compile(context ? text.substring(1) : text);
    }

    /** Reads a path of a definition; intrinsic functions are refused by name. */
    static DataPath compile(AslObject asl, String field, String text) {
        if (text.startsWith("States.")) {
            String function = text.replaceFirst("\\(.*", "");
            throw asl.refuse("Intrinsic function '" + function + "' is not supported by LocalStepFunctions", field);
        }
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
        return Optional.of(
                asl.optionalText(field).map(path -> compile(asl, field, path)).orElse(ALL));
    }

    JsonNode read(JsonNode data, JsonNode contextObject) {
        try {
            Object value = path.read(context ? contextObject : data, CONFIGURATION);
            return value instanceof JsonNode node ? node : Json.MAPPER.valueToTree(value);
        } catch (JsonPathException | IllegalArgumentException e) {
            throw StateFailure.runtime("The JSONPath '" + text + "' could not be found in the input");
        }
    }

    /** Reads a positive number of seconds, for the Path forms of timeouts. */
    int readSeconds(JsonNode data, JsonNode contextObject) {
        JsonNode value = read(data, contextObject);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() <= 0) {
            throw StateFailure.runtime("The JSONPath '" + text + "' must select a positive integer");
        }
        return value.intValue();
    }

    @Override
    public String toString() {
        return text;
    }
}
