package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.history.OpenTask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories whose tasks were scheduled with any parameters. The first field says of which service. */
class HistoryParametersFuzzTest {
    private static final List<String> CALLS = List.of(
            "sqs sendMessage",
            "sns publish",
            "lambda invoke",
            "events putEvents",
            "ecs runTask",
            "batch submitJob",
            "states startExecution",
            "apigateway invoke",
            "aws-sdk:dynamodb updateItem",
            "aws-sdk:s3 putObject");

    static Stream<byte[]> seeds() {
        return Stream.concat(
                Input.kitBehind("0", "1", "2", "3", "9"),
                Stream.of(
                        Input.joined(
                                "4",
                                "{\"Overrides\":{\"ContainerOverrides\":[{\"Environment\":"
                                        + "[{\"Name\":\"TASK_TOKEN\",\"Value\":\"<A>\"}],\"Command\":[\"--x\"]}]}}"),
                        Input.joined("6", "{\"Input\":{\"taskToken\":\"<A>\"}}"),
                        Input.joined("7", "{\"Headers\":{\"taskToken\":[\"<A>\"]},\"RequestBody\":{}}"),
                        Input.joined(
                                "8",
                                "{\"UpdateExpression\":\"SET #t = :t\",\"ExpressionAttributeNames\":"
                                        + "{\"#t\":\"taskToken\"},\"ExpressionAttributeValues\":{\":t\":{\"S\":\"<A>\"}}}")));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsAnyParameters(byte[] raw) {
        Input input = Input.of(raw);
        String call = CALLS.get(Math.floorMod(input.text(0).hashCode() - '0', CALLS.size()));

        for (OpenTask task : new OneHistory(call, input.text(1)).tasks()) {
            String token = OneHistory.token(task);
            assertThat(token.isEmpty() || task.problem().isEmpty()).isTrue();
        }
    }
}
