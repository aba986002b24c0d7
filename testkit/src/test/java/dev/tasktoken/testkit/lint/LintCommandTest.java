package dev.tasktoken.testkit.lint;

import static dev.tasktoken.testkit.lint.Machines.machine;
import static dev.tasktoken.testkit.lint.Machines.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
    private static final String CLEAN = machine(waiting("'Comment':''"));
    private static final String WARNING = machine(waiting("'Catch':[{'ErrorEquals':['States.TaskFailed']}]"));
    private static final String ERROR = machine("'Type':'Pass','Parameters':{'a.$':'$$.Task.Token'}");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void isCleanWhenNothingWasFound() throws IOException {
        int code = run(file("a.json", CLEAN));

        assertThat(code).isZero();
        assertThat(out).hasToString("0 error(s), 0 warning(s)" + System.lineSeparator());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void endsInOneForAnError() throws IOException {
        String file = file("a.json", ERROR);

        int code = run(file, file("b.json", CLEAN));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith(file + ": error [token-without-wait] S: ")
                .contains("1 error(s), 0 warning(s)");
    }

    @Test
    void warningsCountWhenTheyAreMeantTo() throws IOException {
        String file = file("a.json", WARNING);

        assertThat(run(file)).isZero();
        assertThat(run("--strict", file)).isEqualTo(1);
        assertThat(run("--strict", "--accept", "timeout-not-caught", file)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(": warning [timeout-not-caught] S: ");
    }

    @Test
    void takesTheTypeFromTheCaller() throws IOException {
        assertThat(run("--express", file("a.json", CLEAN))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("[express]");
    }

    @Test
    void readsStandardInput() {
        assertThat(runOn(ERROR, "-")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("-: error ");
    }

    @Test
    void readsTheDefinitionsBelowADirectory() throws IOException {
        Files.createDirectories(directory.resolve("x/y"));
        file("x/y/b.asl.json", ERROR);
        file("a.asl.json", ERROR);
        file("package.json", "{}");

        assertThat(run(directory.toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsSubsequence("a.asl.json: error", "b.asl.json: error", "2 error(s)");
    }

    @Test
    void readsTheRestWhenOneCannotBeRead() throws IOException {
        String noJson = file("a.json", "{\n  nope");

        int code = run(
                noJson, file("b.json", ERROR), directory.resolve("none.json").toString());

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(noJson + ": The text is not JSON")
                .contains("(line 2, column ")
                .contains("none.json: There is no such file")
                .doesNotContain("Exception");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("b.json: error");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path binary = Files.write(directory.resolve("a.json"), new byte[] {'{', (byte) 0xC3, '}'});
        Path huge = Files.write(directory.resolve("b.json"), new byte[DefinitionText.LONGEST * 3 + 4]);
        Path empty = Files.createDirectories(directory.resolve("empty"));

        assertThat(run(binary.toString(), huge.toString(), empty.toString(), "a\0b"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("a.json: It is not text in UTF-8")
                .contains("b.json: It is longer than")
                .contains("empty: There is no .asl.json file below it")
                .contains("a?b: This is no file name");
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage:", "--strict", "Exit code");
    }

    @Test
    void refusesAWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--stict", "a.json")).isEqualTo(2);
        assertThat(run("--accept")).isEqualTo(2);
        assertThat(run("--accept", "nothing", "a.json")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("No file was given", "There is no option '--stict'", "--accept needs", "no rule 'nothing'")
                .contains("Usage:");
    }

    @Test
    void takesNamesThatLookLikeOptionsBehindTwoDashes() {
        assertThat(run("--", "--strict")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--strict: There is no such file");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private int run(String... args) {
        return runOn("", args);
    }

    private int runOn(String input, String... args) {
        return new LintCommand(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }
}
