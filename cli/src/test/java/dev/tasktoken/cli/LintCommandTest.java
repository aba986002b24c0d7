package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
    private static final String CLEAN = machine("{\"Type\":\"Pass\",\"End\":true}");
    private static final String WARNING = machine("{\"Type\":\"Task\",\"End\":true,"
            + "\"Resource\":\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\",\"TimeoutSeconds\":60,"
            + "\"Parameters\":{\"QueueUrl\":\"q\",\"MessageBody\":{\"taskToken.$\":\"$$.Task.Token\"}},"
            + "\"Catch\":[{\"ErrorEquals\":[\"States.TaskFailed\"],\"Next\":\"S\"}]}");
    private static final String ERROR =
            machine("{\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"a.$\":\"$$.Task.Token\"}}");

    @TempDir
    private Path directory;

    private final ProgramRun run = new ProgramRun();

    @Test
    void isCleanWhenNothingWasFound() throws IOException {
        int code = lint(file("a.json", CLEAN));

        assertThat(code).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("0 error(s), 0 warning(s)\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void endsInOneForAnError() throws IOException {
        String file = file("a.json", ERROR);

        int code = lint(file, file("b.json", CLEAN));

        assertThat(code).isEqualTo(1);
        assertThat(run.out())
                .startsWith(file + ": error [token-without-wait] S: ")
                .contains("1 error(s), 0 warning(s)");
    }

    @Test
    void warningsCountWhenTheyAreMeantTo() throws IOException {
        String file = file("a.json", WARNING);

        assertThat(lint(file)).isZero();
        assertThat(lint("--strict", file)).isEqualTo(1);
        assertThat(lint("--strict", "--accept", "timeout-not-caught", file)).isZero();
        assertThat(run.out()).contains(": warning [timeout-not-caught] S: ");
    }

    @Test
    void takesTheTypeFromTheCaller() throws IOException {
        assertThat(lint("--express", file("a.json", WARNING))).isEqualTo(1);
        assertThat(run.out()).contains("[express]");
    }

    @Test
    void readsStandardInput() {
        run.input(ERROR);

        assertThat(lint("-")).isEqualTo(1);
        assertThat(run.out()).startsWith("-: error ");
    }

    @Test
    void readsTheDefinitionsBelowADirectory() throws IOException {
        Files.createDirectories(directory.resolve("x/y"));
        file("x/y/b.asl.json", ERROR);
        file("a.asl.json", ERROR);
        file("package.json", "{}");

        assertThat(lint(directory.toString())).isEqualTo(1);
        assertThat(run.out()).containsSubsequence("a.asl.json: error", "b.asl.json: error", "2 error(s)");
    }

    @Test
    void readsTheRestWhenOneCannotBeRead() throws IOException {
        String noJson = file("a.json", "{\n  nope");

        int code = lint(
                noJson, file("b.json", ERROR), directory.resolve("none.json").toString());

        assertThat(code).isEqualTo(2);
        assertThat(run.err())
                .contains(noJson + ": The text is not JSON")
                .contains("(line 2, column ")
                .contains("none.json: There is no such file")
                .doesNotContain("Exception");
        assertThat(run.out()).contains("b.json: error");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path binary = Files.write(directory.resolve("a.json"), new byte[] {'{', (byte) 0xC3, '}'});
        Path huge = Files.write(directory.resolve("b.json"), new byte[LintInputs.MOST_BYTES + 1]);
        Path empty = Files.createDirectories(directory.resolve("empty"));

        assertThat(lint(binary.toString(), huge.toString(), empty.toString(), "a\0b"))
                .isEqualTo(2);
        assertThat(run.err())
                .contains("a.json: It is not text in UTF-8")
                .contains("b.json: It is longer than")
                .contains("empty: There is no .asl.json file below it")
                .contains("a?b: This is no file name");
    }

    @Test
    void explainsItself() {
        assertThat(lint("--help")).isZero();
        assertThat(run.out()).contains("Usage: tasktoken lint", "--strict", "Exit codes");
    }

    @Test
    void refusesAWrongUsage() {
        assertThat(lint()).isEqualTo(2);
        assertThat(lint("--stict", "a.json")).isEqualTo(2);
        assertThat(lint("--accept")).isEqualTo(2);
        assertThat(lint("--accept", "nothing", "a.json")).isEqualTo(2);
        assertThat(run.err())
                .contains("FILE", "'--stict'", "--accept", "no rule 'nothing'")
                .contains("'tasktoken lint --help'")
                .doesNotContain("Exception");
    }

    @Test
    void takesNamesThatLookLikeOptionsBehindTwoDashes() {
        assertThat(lint("--", "--strict")).isEqualTo(2);
        assertThat(run.err()).contains("--strict: There is no such file");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private int lint(String... args) {
        return run.execute("lint", args);
    }

    private static String machine(String state) {
        return "{\"StartAt\":\"S\",\"States\":{\"S\":" + state + "}}";
    }
}
