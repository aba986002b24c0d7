package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.cli.Texts;
import dev.tasktoken.history.OpenTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.TypeConversionException;

/**
 * What the program reads from its user, and what it prints of a task. The first field says which: a duration, an ARN,
 * or else the width of the window in which a task is shown that was sent with the second field.
 */
class ProgramTextsFuzzTest {
    /** A token that is as short as a name may stand in any text by chance. */
    private static final int LONGEST_NAME = 40;

    static Stream<byte[]> seeds() {
        return Stream.of(
                Input.joined("d", "1h30m"),
                Input.joined("d", "PT1.5S"),
                Input.joined("d", "999999999d999999999d"),
                Input.joined("a", "arn:aws:states:eu-central-1:123456789012:stateMachine:Orders:live"),
                Input.joined("a", "arn:aws-cn:states:cn-north-1:123456789012:mapRun:Orders/Map:e-1"),
                Input.joined("20", "{\"QueueUrl\":\"q\",\"MessageBody\":{\"taskToken\":\"<A>\",\"<A>\":\"x <A> y\"}}"),
                Input.joined(
                        "80", "{\"MessageBody\":\"{\\\"a\\\":\\\"<B>\\\",\\\"taskToken\\\":\\\"<A>\\\"}\",\"n\":1e9}"),
                Input.joined("9999", "{\"MessageBody\":\"\\u001b[31m<A>\"}"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void printsNoTokenAndNothingThatATerminalObeys(byte[] raw) {
        Input input = Input.of(raw);
        switch (input.text(0)) {
            case "d" -> requireDuration(input.text(1));
            case "a" -> requireArn(input.text(1));
            default -> requireShown(input);
        }
    }

    private static void requireDuration(String text) {
        try {
            assertThat(Texts.duration(text).isNegative()).isFalse();
        } catch (TypeConversionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void requireArn(String text) {
        String shown = Texts.arn(text);
        assertThat(shown.isEmpty() || text.startsWith("arn:aws")).isTrue();
    }

    private static void requireShown(Input input) {
        int width = Math.floorMod(input.text(0).hashCode(), 200);
        for (OpenTask task : new OneHistory("sqs sendMessage", input.text(1)).tasks()) {
            String shown = Texts.shown(task, width);
            if (OneHistory.token(task).length() > LONGEST_NAME) {
                assertThat(shown.contains(OneHistory.token(task)))
                        .as("the task's token is shown")
                        .isFalse();
            }
            assertThat(shown.chars().allMatch(c -> c == '\n' || c == '\r' || !Character.isISOControl(c)))
                    .isTrue();
        }
    }
}
