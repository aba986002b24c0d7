package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of which it is known what is open: exactly that is found, with any definition and in pages of any size. */
class HistoriesFuzzTest {
    private static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:orders:e-1";

    static Stream<byte[]> seeds() {
        return IntStream.range(0, 12).mapToObj(i ->
                new byte[] {(byte) i, (byte) (i % 4), (byte) i, (byte) (i % 3), 1, 1, 1, 2, 20, 0, 1, 2});
    }

    @MethodSource("seeds")
    @FuzzTest
    void findsWhatIsOpen(byte[] raw) {
        MadeHistory history = new MadeHistory(new Draw(raw));

        Set<String> found = new TreeSet<>();
        for (OpenTask task : OpenTasks.builder(history)
                .callsPerSecond(Integer.MAX_VALUE)
                .build()
                .in(EXECUTION)
                .tasks()) {
            assertThat(found.add(OneHistory.token(task)))
                    .as("found twice in %s", history)
                    .isTrue();
        }

        assertThat(found.equals(history.open()))
                .as(
                        "%s of %s open tasks are found in %s",
                        found.size(), history.open().size(), history)
                .isTrue();
    }
}
