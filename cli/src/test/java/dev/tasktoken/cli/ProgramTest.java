package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private final ProgramRun run = new ProgramRun();

    @Test
    void listsItsCommands() {
        assertThat(run.execute("--help")).isZero();
        assertThat(run.out()).contains("Usage: tasktoken", "lint", "generate-completion", "Exit codes");
    }

    @Test
    void printsItsVersion() {
        assertThat(run.execute("--version")).isZero();
        assertThat(run.out()).startsWith("tasktoken ");
    }

    @Test
    void printsWhatAShellCompletesWith() {
        assertThat(run.execute("generate-completion")).isZero();
        assertThat(run.out()).contains("complete -F", "tasktoken", "--strict");
    }

    @Test
    void refusesACommandThatItDoesNotHave() {
        assertThat(run.execute("opne")).isEqualTo(2);
        assertThat(run.err()).contains("'tasktoken --help' lists what can be given");
    }

    @Test
    void isAsWideAsTheExportedColumnsSay() {
        assertThat(Terminal.width(Map.of("COLUMNS", "72"), false)).hasValue(72);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "wide", "100000"})
    void hasLinesWithoutEndInAPipe(String columns) {
        assertThat(Terminal.width(Map.of("COLUMNS", columns), false)).isEqualTo(OptionalInt.empty());
        assertThat(Terminal.width(Map.of(), false)).isEmpty();
    }

    @Test
    void isAsWideAsTheWindowElse() {
        assertThat(Terminal.width(Map.of(), true)).isPresent();
    }
}
