package dev.tasktoken.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Where public workflow definitions put their token, as the parameters that their integration was sent. */
class TokenLocationsTest {
    private static final String A = Tokens.number(1);
    private static final AtomicInteger ROWS = new AtomicInteger();
    private static final AtomicInteger BY_DEFAULT = new AtomicInteger();
    private static final AtomicInteger BY_THE_CALLERS_READER = new AtomicInteger();

    @ParameterizedTest(name = "{0} {1} ({2})")
    @CsvFileSource(
            resources = "/dev/tasktoken/delivery/token-locations.csv",
            numLinesToSkip = 1,
            maxCharsPerColumn = 500)
    void isFoundOrSaid(String integration, String path, @Nullable String payload) {
        ROWS.incrementAndGet();
        ScheduledTask task = task(integration, path, String.valueOf(payload));

        TokenSearch.Found found = new TokenSearch(CallbackReader.standard()).in(task);

        if (found.problem().isEmpty()) {
            assertThat(found.token().value()).isEqualTo(A);
            BY_DEFAULT.incrementAndGet();
            return;
        }
        assertThat(found.problem().get()).doesNotContain(Tokens.PREFIX);
        if (task.kind() == OpenTask.Kind.CALLBACK) {
            assertThat(new TokenSearch(reader(path)).in(task).token().value()).isEqualTo(A);
            BY_THE_CALLERS_READER.incrementAndGet();
        }
    }

    /** The one row that neither finds is an activity's: its token is in no history. */
    @AfterAll
    static void printsTheCount() {
        System.out.println("token-locations.csv as parameters: " + BY_DEFAULT + " of " + ROWS + " by default, "
                + BY_THE_CALLERS_READER + " by the caller's reader");
        assertThat(ROWS).hasValue(72);
        assertThat(BY_DEFAULT).hasValue(63);
        assertThat(BY_THE_CALLERS_READER).hasValue(8);
    }

    private static CallbackReader reader(String path) {
        CallbackReader.Builder reader = CallbackReader.builder();
        if (path.startsWith("env:")) {
            return reader.tokenInAttribute(path.substring("env:".length())).build();
        }
        if (path.contains("embedded in text")) {
            return reader.tokenBy(tree -> find("TaskToken=([A-Za-z0-9+/=]+)", tree.toString()))
                    .build();
        }
        return reader.tokenAt("/" + keys(path).replace('.', '/')).build();
    }

    private static ScheduledTask task(String integration, String path, String payload) {
        ObjectNode sent = JsonNodeFactory.instance.objectNode();
        String resource = resource(integration, path);
        switch (integration) {
            case "sqs" -> add(sent, "MessageBody", path, payload);
            case "sns" -> add(sent, "Message", path, payload);
            case "lambda" -> add(sent, "Payload", path, payload);
            case "sfn" -> add(sent, "Input", path, payload);
            case "events" ->
                sent.putArray("Entries")
                        .addObject()
                        .set("Detail", message(keys(path).replaceFirst("^detail\\.", ""), payload));
            case "apigateway" -> sent.putObject("Headers").putArray("TaskToken").add(A);
            case "dynamodb" -> addItem(sent, path);
            default -> addContainer(sent, integration, path);
        }
        OpenTask.Kind kind = path.contains("activity") ? OpenTask.Kind.ACTIVITY : OpenTask.Kind.CALLBACK;
        return new ScheduledTask(1, Events.START, kind, resource, null, null, sent.toString(), null);
    }

    private static String resource(String integration, String path) {
        return switch (integration) {
            case "sqs" -> "sqs:sendMessage";
            case "sns" -> "sns:publish";
            case "lambda" -> "lambda:invoke";
            case "events" -> "events:putEvents";
            case "ecs" -> "ecs:runTask";
            case "sfn" -> "states:startExecution";
            case "apigateway" -> "apigateway:invoke";
            case "dynamodb" -> "aws-sdk:dynamodb:" + (path.contains("column") ? "updateItem" : "putItem");
            default -> "aws-sdk:batch:submitJob";
        };
    }

    private static void add(ObjectNode sent, String field, String path, String payload) {
        if (path.startsWith("MessageAttributes.")) {
            sent.putObject(field).put("orderId", "o-1");
            sent.putObject("MessageAttributes")
                    .putObject("TaskToken")
                    .put("DataType", "String")
                    .put("StringValue", A);
        } else {
            sent.set(field, message(keys(path), path.contains("embedded in text") ? "text " + payload : payload));
        }
    }

    private static void addItem(ObjectNode sent, String path) {
        if (!path.contains("column ")) {
            sent.putObject("Item").putObject(find("Item\\.(\\w+)", path)).put("S", A);
            return;
        }
        String value = find("(:\\w+)", path);
        sent.put("UpdateExpression", "SET " + find("column (\\w+)", path) + " = " + value);
        sent.putObject("ExpressionAttributeValues").putObject(value).put("S", A);
    }

    private static void addContainer(ObjectNode sent, String integration, String path) {
        ObjectNode container = integration.equals("ecs")
                ? sent.putObject("Overrides").putArray("ContainerOverrides").addObject()
                : sent.putObject("ContainerOverrides");
        String variable = find("env:(\\w+)", path);
        if (variable == null) {
            container.putArray("Command").add("run").add("--task-token").add(A);
        } else {
            container.putArray("Environment").addObject().put("Name", variable).put("Value", A);
        }
    }

    /** What stands in a message's own keys, without the root; empty if the message is a text. */
    private static String keys(String path) {
        String keys = find("\\$\\.([\\w.]+)", path);
        return keys == null ? "" : keys;
    }

    /** A message with the token at the path and, beside it, what the row says stands there. */
    private static JsonNode message(String keys, String payload) {
        String value = payload.startsWith("text ") ? "https://example.com/approve?TaskToken=" + A + " by Friday" : A;
        if (keys.isEmpty()) {
            return JsonNodeFactory.instance.textNode(value);
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        List<String> steps = new ArrayList<>(List.of(keys.split("\\.")));
        String last = steps.remove(steps.size() - 1);
        ObjectNode holder = message;
        for (String step : steps) {
            holder = holder.putObject(step);
        }
        holder.put(last, value).put("orderId", "o-1");
        String nested = find("nested:(\\w+)", payload);
        if (nested != null) {
            holder.putObject(nested).put("orderId", "o-1");
        }
        if (payload.contains("second copy at $.ExecutionContext")) {
            ObjectNode context = message.putObject("ExecutionContext");
            context.putObject("Execution").put("Id", "e");
            context.putObject("Task").put("Token", A);
        }
        if (payload.contains("second copy at $.someProp.nested_token")) {
            message.putObject("someProp").put("nested_token", A);
        }
        if (payload.contains("externalSfnTaskToken")) {
            message.put("externalSfnTaskToken", Tokens.number(2));
        }
        return message;
    }

    private static @Nullable String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
