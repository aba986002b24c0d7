package dev.tasktoken.testkit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The places where public definitions put their token, the same rows that core's reader is tested with. */
class TokenPlacesTest {
    private static final Path ROWS =
            Path.of("..", "core", "src", "test", "resources", "dev", "tasktoken", "delivery", "token-locations.csv");
    private static final String TOKEN = "$$.Task.Token";

    /** The rows of a place that no reader finds by default, and of the one with a second token. */
    private static final Map<String, List<String>> EXPECTED = Map.of(
            "env:TASK_TOKEN_ENV_VARIABLE", List.of("token-not-found"),
            "env:TOKEN_ID", List.of("token-not-found"),
            "$.someProp.nested_token", List.of("token-not-found"));

    /** Rows whose receiver is not the integration's own: a table's item, a child workflow's input, an HTTP header. */
    private static final List<String> NOT_JUDGED = List.of("dynamodb", "sfn", "apigateway", "other");

    static List<String> rows() throws IOException {
        List<String> rows = Files.readAllLines(ROWS);
        return rows.subList(1, rows.size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isJudgedAsTheReaderReadsIt(String row) {
        String[] columns =
                row.replaceAll("\"([^\"]*?),([^\"]*?)(?:,([^\"]*))?\"", "$1;$2").split(",", -1);
        String integration = columns[0];
        String place = columns[1].replaceFirst("^(body|Message):", "");

        List<LintFinding> findings = CallbackLint.check(definition(integration, place, columns[2]));

        assertThat(findings.stream().map(LintFinding::rule))
                .as(findings.toString())
                .containsExactlyElementsOf(expected(integration, place, columns[2]));
    }

    private static List<String> expected(String integration, String place, String payload) {
        if (NOT_JUDGED.contains(integration)) {
            return List.of();
        }
        if (payload.contains("a second; different")) {
            return List.of("ambiguous-token");
        }
        return place.contains("embedded in text")
                ? List.of("token-not-found")
                : EXPECTED.getOrDefault(place, List.of());
    }

    private static String definition(String integration, String place, String payload) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        String resource =
                switch (integration) {
                    case "sqs" -> "sqs:sendMessage";
                    case "sns" -> "sns:publish";
                    case "lambda" -> "lambda:invoke";
                    case "events" -> "events:putEvents";
                    case "ecs" -> "ecs:runTask";
                    case "sfn" -> "states:startExecution";
                    case "apigateway" -> "apigateway:invoke";
                    case "dynamodb" -> "aws-sdk:dynamodb:putItem";
                    default -> "aws-sdk:batch:submitJob";
                };
        switch (integration) {
            case "sqs" -> put(parameters, "MessageBody", message(place, payload));
            case "sns" -> sns(parameters, place, payload);
            case "lambda" -> put(parameters, "Payload", message(place, payload));
            case "events" ->
                parameters
                        .putArray("Entries")
                        .addObject()
                        .set("Detail", message(place.replace("$.detail.", "$."), payload));
            case "ecs", "other" -> container(integration, parameters, place);
            default -> put(parameters, "Input", message(place.replaceFirst(" ->.*", ""), payload));
        }
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("Type", "Task").put("Resource", "arn:aws:states:::" + resource + ".waitForTaskToken");
        state.put("TimeoutSeconds", 60).set("Parameters", parameters);
        ObjectNode machine = JsonNodeFactory.instance.objectNode();
        machine.putObject("States").set("S", state);
        return machine.toString();
    }

    private static void sns(ObjectNode parameters, String place, String payload) {
        if (place.startsWith("MessageAttributes.")) {
            parameters.put("Message.$", "$");
            parameters
                    .putObject("MessageAttributes")
                    .putObject("TaskToken")
                    .put("DataType", "String")
                    .put("StringValue.$", TOKEN);
        } else {
            put(parameters, "Message", message(place, payload));
        }
    }

    private static void container(String integration, ObjectNode parameters, String place) {
        ObjectNode container = integration.equals("ecs")
                ? parameters
                        .putObject("Overrides")
                        .putArray("ContainerOverrides")
                        .addObject()
                : parameters.putObject("ContainerOverrides");
        Matcher variable = Pattern.compile("env:(\\w+)").matcher(place);
        if (variable.find()) {
            container
                    .putArray("Environment")
                    .addObject()
                    .put("Name", variable.group(1))
                    .put("Value.$", TOKEN);
        } else {
            container.put("Command.$", "States.Array('--task-token', " + TOKEN + ")");
        }
    }

    /** A message with the token at the place and, beside it, what the row says stands there. */
    private static JsonNode message(String place, String payload) {
        Matcher key = Pattern.compile("\\$\\.([\\w.:]+)").matcher(place);
        boolean embedded = place.contains("embedded in text");
        String value = embedded ? "States.Format('https://example.com/approve?TaskToken={}', $$.Task.Token)" : TOKEN;
        if (!key.find()) {
            return JsonNodeFactory.instance.textNode(value);
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        List<String> steps = new ArrayList<>(List.of(key.group(1).split("\\.", -1)));
        String last = steps.remove(steps.size() - 1);
        ObjectNode holder = message;
        for (String step : steps) {
            holder = holder.putObject(step);
        }
        holder.put(last + ".$", value).put("orderId.$", "$.orderId");
        if (payload.contains("nested:")) {
            holder.put("input.$", "$");
        }
        if (payload.contains("second copy at $.ExecutionContext")) {
            message.put("ExecutionContext.$", "$$");
        }
        if (payload.contains("externalSfnTaskToken")) {
            message.put("externalSfnTaskToken.$", "$.parent");
        }
        return message;
    }

    private static void put(ObjectNode parameters, String field, JsonNode value) {
        parameters.set(value.isTextual() ? field + ".$" : field, value);
    }
}
