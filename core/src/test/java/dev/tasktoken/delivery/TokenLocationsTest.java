package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.FakeEnvironment;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Where public workflow definitions put their token: every row is read, most by the default rules. */
class TokenLocationsTest {
    private static final String A = Tokens.number(1);
    private static final AtomicInteger ROWS = new AtomicInteger();
    private static final AtomicInteger BY_DEFAULT = new AtomicInteger();

    /** Names that do not mark a task token, so that only the caller can: {@code TOKEN_ID} might be anything's. */
    private static final List<String> UNMARKED_VARIABLES = List.of("TASK_TOKEN_ENV_VARIABLE", "TOKEN_ID");

    @ParameterizedTest(name = "{0} {1} ({2})")
    @CsvFileSource(resources = "token-locations.csv", numLinesToSkip = 1, maxCharsPerColumn = 500)
    void isRead(String integration, String path, @Nullable String payload) {
        ROWS.incrementAndGet();
        if (path.startsWith("env:")) {
            readFromEnvironment(path.substring("env:".length()).replaceFirst(" .*", ""));
        } else if (path.startsWith("argv")) {
            assertThat(TaskToken.fromArguments("--verbose", "--task-token", A).value())
                    .isEqualTo(A);
            BY_DEFAULT.incrementAndGet();
        } else if (integration.equals("dynamodb")) {
            readFromItem(path);
        } else if (path.contains("embedded in text")) {
            readFromText(path);
        } else {
            readFromMessage(path, String.valueOf(payload));
        }
    }

    @AfterAll
    static void printsTheCount() {
        System.out.println("token-locations.csv: " + BY_DEFAULT + " of " + ROWS + " rows are read by default");
        assertThat(ROWS).hasValue(72);
        assertThat(BY_DEFAULT).hasValue(59);
    }

    private static void readFromEnvironment(String name) {
        Map<String, String> environment = Map.of(name, A, "PATH", "/bin", "GITHUB_TOKEN", "no task's");
        if (UNMARKED_VARIABLES.contains(name)) {
            assertThatThrownBy(() -> FakeEnvironment.among(environment)).isInstanceOf(TokenNotFoundException.class);
            assertThat(FakeEnvironment.named(name, environment).value()).isEqualTo(A);
        } else {
            assertThat(FakeEnvironment.among(environment).value()).isEqualTo(A);
            BY_DEFAULT.incrementAndGet();
        }
    }

    /** Attribute-value JSON is read as such only if the caller says so: {@code S} may be a business's key. */
    private static void readFromItem(String path) {
        String column = path.contains("column ")
                ? path.substring(path.indexOf("column ") + "column ".length())
                : path.substring("$.Item.".length(), path.length() - ".S".length());
        String body = "{\"Item\":{\"orderId\":{\"S\":\"o-1\"},\"" + column + "\":{\"S\":\"" + A + "\"}}}";

        assertThatThrownBy(() -> CallbackReader.standard().read(body)).isInstanceOf(TokenNotFoundException.class);
        CallbackEnvelope envelope =
                CallbackReader.builder().dynamoDbItems(true).build().read(body);

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo("{\"orderId\":\"o-1\"}");
    }

    /** Nothing marks where a token ends in running text, so only the caller's own function can find it. */
    private static void readFromText(String path) {
        String text = "Approve: https://example.com/approve?TaskToken=" + A + " by Friday";
        Matcher key = Pattern.compile("\\$\\.(\\w+)").matcher(path);
        String message = key.find() ? "{\"orderId\":\"o-1\",\"" + key.group(1) + "\":\"" + text + "\"}" : text;
        Delivery delivery = Delivery.of(path.startsWith("Message") ? notification(message, "") : message);
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(tree -> find("TaskToken=([A-Za-z0-9+/=]+)", tree.toString()))
                .build();

        assertThatThrownBy(() -> CallbackReader.standard().read(delivery))
                .isInstanceOfAny(TokenNotFoundException.class, UnreadableDeliveryException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThat(reader.read(delivery).taskToken().value()).isEqualTo(A);
    }

    private static void readFromMessage(String path, String payload) {
        String pointer = path.replaceFirst("^(body|Message)?:?\\$?\\.?", "")
                .replaceFirst(" .*", "")
                .replace('.', '/');
        if (path.startsWith("MessageAttributes.")) {
            Delivery delivery = Delivery.of(notification(
                    "{\"orderId\":\"o-1\"}",
                    ",\"MessageAttributes\":{\"TaskToken\":{\"Type\":\"String\",\"Value\":\"" + A + "\"}}"));
            readByDefault(delivery, payload);
            return;
        }
        String message = message(List.of(pointer.split("/", -1)), payload);
        Delivery delivery = Delivery.of(path.startsWith("Message") ? notification(message, "") : message);
        if (payload.contains("a second, different")) {
            assertThatThrownBy(() -> CallbackReader.standard().read(delivery))
                    .isInstanceOf(AmbiguousTokenException.class);
            readAt("/" + pointer, delivery);
        } else if (pointer.endsWith("nested_token")) {
            assertThatThrownBy(() -> CallbackReader.standard().read(delivery))
                    .isInstanceOf(TokenNotFoundException.class);
            readAt("/" + pointer, delivery);
        } else {
            readByDefault(delivery, payload);
        }
    }

    private static void readByDefault(Delivery delivery, String payload) {
        CallbackEnvelope envelope = CallbackReader.standard().read(delivery);

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        if (payload.contains("flat") || payload.contains("nested:")) {
            assertThat(envelope.payloadText()).contains("o-1");
        }
        if (!payload.contains("nested_token")) {
            assertThat(envelope.payloadText()).doesNotContain(Tokens.PREFIX);
        }
        BY_DEFAULT.incrementAndGet();
    }

    private static void readAt(String pointer, Delivery delivery) {
        CallbackReader reader = CallbackReader.builder().tokenAt(pointer).build();

        assertThat(reader.read(delivery).taskToken().value()).isEqualTo(A);
    }

    /** A message with the token at the path and, beside it, what the row says stands there. */
    private static String message(List<String> path, String payload) {
        StringBuilder inner = new StringBuilder("\"" + path.get(path.size() - 1) + "\":\"" + A + "\"");
        if (payload.contains("flat")) {
            inner.append(",\"orderId\":\"o-1\"");
        }
        String nested = find("nested:(\\w+)", payload);
        if (nested != null) {
            inner.append(",\"").append(nested).append("\":{\"orderId\":\"o-1\"}");
        }
        if (payload.contains("second copy at $.ExecutionContext.Task.Token")) {
            inner.append(",\"ExecutionContext\":{\"Execution\":{\"Id\":\"e\"},\"Task\":{\"Token\":\"" + A + "\"}}");
        }
        if (payload.contains("second copy at $.someProp.nested_token")) {
            inner.append(",\"someProp\":{\"nested_token\":\"" + A + "\"}");
        }
        if (payload.contains("parent token at $.externalSfnTaskToken")) {
            inner.append(",\"externalSfnTaskToken\":\"")
                    .append(Tokens.number(2))
                    .append('"');
        }
        String message = "{" + inner + "}";
        for (int i = path.size() - 2; i >= 0; i--) {
            message = "{\"" + path.get(i) + "\":" + message + "}";
        }
        return message;
    }

    private static String notification(String message, String more) {
        return "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"TopicArn\":\"arn:aws:sns:eu-west-1:1:t\",\"Message\":"
                + com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.textNode(message) + more + "}";
    }

    private static @Nullable String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
