package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines of containers. */
class ArgumentsFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                Input.joined("--task-token", "<A>", "--order", "7"),
                Input.joined("--task-token=<A>"),
                Input.joined("--parent-task-token=<B>", "--task-token", "<A>"),
                Input.joined("--TaskToken", "$$.Task.Token"),
                Input.joined("--task-token", "<A>", "--task-token", "<B>"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void takesWhatStandsBehindAName(byte[] raw) {
        Input input = Input.of(raw);
        List<String> arguments = new ArrayList<>(IntStream.range(0, 8)
                .mapToObj(input::text)
                .filter(text -> !text.isEmpty())
                .toList());
        try {
            TaskToken token = TaskToken.fromArguments(arguments.toArray(String[]::new));
            assertThat(String.join(" ", arguments)).contains(token.value());
            Outcome.requireNoToken(token.toString());
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
        }
    }
}
