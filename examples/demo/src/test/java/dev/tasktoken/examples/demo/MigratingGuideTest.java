package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/migrating.md. For each problem, one test of the other classes shows it before the migration, and
 * another shows its absence after.
 */
class MigratingGuideTest {
    private static final List<Class<?>> TESTS =
            List.of(MigratingQueueHandlerTest.class, MigratingPrinterTest.class, MigratingWorkerTest.class);

    @Test
    void theLinesOfTheTableAreThoseOfTheBlocks() throws IOException {
        DocumentFile document = DocumentFile.of("docs/migrating.md");
        List<Long> lines = document.blocks("java").stream()
                .filter(block -> block.startsWith("public final class"))
                .map(block -> block.lines().filter(line -> !line.isBlank()).count())
                .toList();

        List<Long> counted = document.tableRows("| | before |").stream()
                .flatMap(row -> List.of(row.get(1), row.get(2)).stream())
                .map(Long::valueOf)
                .toList();

        assertThat(counted).isEqualTo(lines).hasSize(8);
    }

    @Test
    void everyProblemIsShownBeforeAndAfter() throws IOException {
        String[] parts = DocumentFile.of("docs/migrating.md").text().split("\\| problem \\| before \\| after \\|\n");
        long problems = Arrays.stream(parts)
                .skip(1)
                .flatMap(table ->
                        table.lines().takeWhile(line -> line.startsWith("|")).skip(1))
                .count();

        assertThat(problems)
                .isEqualTo(testsThatBeginWith("before"))
                .isEqualTo(testsThatBeginWith("after"))
                .isPositive();
    }

    private static long testsThatBeginWith(String word) {
        return TESTS.stream()
                .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> method.getName().startsWith(word))
                .count();
    }
}
