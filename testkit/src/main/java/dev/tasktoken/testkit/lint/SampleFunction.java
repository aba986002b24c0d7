package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The intrinsic functions that tokens are handed out through; of others it is not said what they make. */
final class SampleFunction {
    private static final Pattern CALL = Pattern.compile("States\\.(\\w+)\\s*\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern HOLE_OR_ESCAPE = Pattern.compile("\\\\(.)|\\{\\}", Pattern.DOTALL);

    private SampleFunction() {}

    static Optional<JsonNode> evaluate(String text, Function<String, Optional<JsonNode>> argument) {
        Matcher call = CALL.matcher(text.strip());
        if (!call.matches()) {
            return Optional.empty();
        }
        List<String> arguments = split(call.group(2));
        return switch (call.group(1)) {
            case "Format" -> format(arguments, argument);
            case "Array" -> array(arguments, argument);
            case "JsonToString" ->
                values(arguments, argument)
                        .filter(values -> values.size() == 1)
                        .map(values -> text(values.get(0).toString()));
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> format(List<String> arguments, Function<String, Optional<JsonNode>> argument) {
        if (arguments.isEmpty() || !isLiteral(arguments.get(0))) {
            return Optional.empty();
        }
        return values(arguments.subList(1, arguments.size()), argument).map(values -> {
            String template = arguments.get(0);
            int[] next = {0};
            return text(HOLE_OR_ESCAPE
                    .matcher(template.substring(1, template.length() - 1))
                    .replaceAll(found -> {
                        boolean isHole = found.group(1) == null;
                        String value = isHole
                                ? (next[0] < values.size() ? asText(values.get(next[0]++)) : "")
                                : found.group(1);
                        return Matcher.quoteReplacement(value);
                    }));
        });
    }

    private static Optional<JsonNode> array(List<String> arguments, Function<String, Optional<JsonNode>> argument) {
        return values(arguments, argument).map(values -> {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            return array.addAll(values);
        });
    }

    private static Optional<List<JsonNode>> values(
            List<String> arguments, Function<String, Optional<JsonNode>> argument) {
        List<JsonNode> values = new ArrayList<>();
        for (String one : arguments) {
            Optional<JsonNode> value = isLiteral(one)
                    ? Optional.of(text(one.substring(1, one.length() - 1).replaceAll("\\\\(.)", "$1")))
                    : argument.apply(one);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    /** The arguments of a call, without the spaces around them. */
    private static List<String> split(String arguments) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int open = 0;
        int start = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == ',' && open == 0) {
                parts.add(arguments.substring(start, i).strip());
                start = i + 1;
            } else if (!quoted) {
                open += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            }
        }
        parts.add(arguments.substring(start).strip());
        return parts;
    }

    private static boolean isLiteral(String argument) {
        return argument.length() >= 2 && argument.startsWith("'") && argument.endsWith("'");
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static String asText(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
