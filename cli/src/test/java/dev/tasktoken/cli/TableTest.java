package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(
            new Table.Column("TASK", Table.Cut.NEVER),
            new Table.Column("STATE", Table.Cut.FIRST),
            new Table.Column("RESOURCE", Table.Cut.LAST));

    @Test
    void alignsItsColumns() {
        table.add("3f2a90c41d7e", "Approve", "sqs");
        table.add("0", "Charge the customer", "lambda");

        assertThat(table.lines(OptionalInt.empty()))
                .containsExactly(
                        "TASK          STATE                RESOURCE",
                        "3f2a90c41d7e  Approve              sqs",
                        "0             Charge the customer  lambda");
    }

    @Test
    void cutsTheWidestCellsToFitAndKeepsWhatIsTyped() {
        table.add("3f2a90c41d7e", "Charge the customer of this very long order", "sqs:sendMessage");

        assertThat(table.lines(OptionalInt.of(50)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(50))
                .last()
                .asString()
                .isEqualTo("3f2a90c41d7e  Charge the custo...  sqs:sendMessage");
    }

    @Test
    void staysReadableInAWindowThatIsTooNarrow() {
        table.add("3f2a90c41d7e", "Charge the customer", "sqs:sendMessage");

        assertThat(table.lines(OptionalInt.of(5)).get(1)).isEqualTo("3f2a90c41d7e  Charg...  sqs:s...");
    }

    @Test
    void cutsNothingThatIsTyped() {
        Table ids = new Table(new Table.Column("A", Table.Cut.NEVER), new Table.Column("B", Table.Cut.NEVER));
        ids.add("3f2a90c41d7e", "3f2a90c41d7e");

        assertThat(ids.lines(OptionalInt.of(10)).get(1)).isEqualTo("3f2a90c41d7e  3f2a90c41d7e");
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        table.add("a\u001b[2J", "line\nfeed", "\ud83d\ude00\u202e");

        assertThat(table.lines(OptionalInt.empty()).get(1)).isEqualTo("a?[2J  line?feed  \ud83d\ude00?");
    }

    @Test
    void cutsBetweenCharactersOfTwoUnits() {
        table.add("1", "\ud83d\ude00".repeat(20), "x");

        assertThat(table.lines(OptionalInt.of(26)).get(1)).contains("\ud83d\ude00...");
    }
}
