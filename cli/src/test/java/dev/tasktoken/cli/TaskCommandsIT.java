package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TaskToken;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about tasks, against LocalStepFunctions. */
class TaskCommandsIT {
    private final Orders orders = new Orders();
    private final ProgramRun run = new ProgramRun();

    @TempDir
    private Path directory;

    @BeforeEach
    void sendsToThisEndpoint() {
        System.setProperty("aws.endpointUrlLambda", orders.invocations().endpoint());
    }

    @AfterEach
    void closes() {
        System.clearProperty("aws.endpointUrlLambda");
        orders.close();
    }

    @Test
    void listsTheOpenTasksOfAStateMachine() {
        StartedExecution first = orders.start("order-41", "approve");
        orders.start("order-42", "ship");

        int code = execute("open", "--state-machine", Orders.MACHINE);

        assertThat(run.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("TASK +EXECUTION +STATE +RESOURCE +WAITS +TIMES OUT"))
                .anyMatch(line -> line.matches(id(first) + "  order-41 +Approve +lambda:invoke +\\d+s +in 23h 5\\dm|"
                        + id(first) + "  order-41 +Approve +lambda:invoke +\\d+s +in 1d"))
                .anyMatch(line -> line.matches("[0-9a-f]{12}  order-42 +Ship +lambda:invoke +\\d+s +never"));
        assertNoToken(first);
    }

    @Test
    void fitsTheWindowAndWipesItsProgressAway() {
        orders.start("order-with-a-name-that-is-much-too-long-for-the-window", "approve");
        run.window(60);

        execute("open", "--state-machine", Orders.MACHINE);

        String shown = run.out().substring(run.out().lastIndexOf('\r') + 1);
        assertThat(shown.lines()).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void printsJsonLinesForPrograms() throws Exception {
        StartedExecution execution = orders.start("order-41", "approve");

        execute("open", "--execution", execution.arn(), "--json");

        JsonNode line = new JsonMapper().readTree(run.out());
        assertThat(line.path("task").asText()).isEqualTo(id(execution));
        assertThat(line.path("execution").asText()).isEqualTo(execution.arn());
        assertThat(line.path("state").asText()).isEqualTo("Approve");
        assertThat(line.path("heartbeatSeconds").asInt()).isEqualTo(3600);
        assertThat(line.path("problem").isNull()).isTrue();
        assertThat(line.has("parameters")).isFalse();
        assertNoToken(execution);
    }

    @Test
    void stopsQuietlyWhenNobodyReadsItsOutputAnyMore() {
        orders.start("order-41", "approve");
        orders.start("order-42", "approve");
        run.closeOutput();

        assertThat(execute("heartbeat", "--state-machine", Orders.MACHINE, "--yes", "--json"))
                .isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(orders.stepFunctions().calls()).hasSize(1);
    }

    @Test
    void narrowsByStateAgeAndId() {
        StartedExecution first = orders.start("order-41", "approve");
        orders.start("order-42", "ship");

        assertThat(execute("open", "--state-machine", Orders.MACHINE, "--state", "Ship"))
                .isZero();
        assertThat(run.out()).contains("order-42").doesNotContain("order-41");
        assertThat(execute("open", "--state-machine", Orders.MACHINE, "--older-than", "1h"))
                .isZero();
        assertThat(run.err()).contains("No task is open that was asked for");
        assertThat(execute("open", "--state-machine", Orders.MACHINE, "--task", id(first), "--older-than", "0s"))
                .isZero();
        assertThat(run.out()).contains("order-41");
    }

    @Test
    void takesTheNameOfAnExecutionBesideItsStateMachine() {
        orders.start("order-41", "approve");

        assertThat(execute("open", "--state-machine", Orders.MACHINE, "--execution", "order-41"))
                .isZero();
        assertThat(run.out()).contains("order-41");
    }

    @Test
    void showsSeveralApart() {
        orders.start("order-41", "approve");
        orders.start("order-42", "approve");

        assertThat(execute("show", "--state-machine", Orders.MACHINE)).isZero();
        assertThat(run.out().lines().filter(String::isEmpty)).hasSize(1);
        assertThat(execute("show", "--state-machine", Orders.MACHINE, "--state", "None"))
                .isEqualTo(1);
        assertThat(run.err()).contains("No task is open that was asked for");
    }

    @Test
    void showsWhatWasSentWithoutTheToken() {
        StartedExecution execution = orders.start("order-41", "approve");

        assertThat(execute("show", "--execution", execution.arn())).isZero();
        assertThat(run.out())
                .contains("execution   " + execution.arn(), "state       Approve", "every 1h", "attempt     1")
                .contains("\"order\" : \"order-41\"", "\"taskToken\" : \"" + fingerprint(execution) + "\"");
        assertNoToken(execution);
        assertThat(execute("show", "--execution", execution.arn(), "--json")).isZero();
        assertThat(run.out()).contains("\"Payload\":{");
        assertNoToken(execution);
    }

    @Test
    void revealsTheTokenToWhoAsksForIt() {
        StartedExecution execution = orders.start("order-41", "approve");
        String token = execution.openTokens().get(0);

        execute("show", "--execution", execution.arn(), "--reveal-token");
        assertThat(run.out()).contains(System.lineSeparator() + token + System.lineSeparator());
        execute("show", "--execution", execution.arn(), "--reveal-token", "--json");
        assertThat(run.out()).contains("\"token\":\"" + token + "\"");
    }

    @Test
    void saysWhyATokenCannotBeTold() {
        StartedExecution execution = orders.start("order-41", "odd");

        assertThat(execute("open", "--execution", execution.arn())).isZero();
        assertThat(run.out()).contains("-     order-41");
        assertThat(run.err()).contains("1 task(s) without an id");
        assertThat(execute("show", "--execution", execution.arn(), "--reveal-token"))
                .isZero();
        assertThat(run.out()).contains("problem     ", "\"resume\" : \"" + Secrets.HIDDEN, "(no token)");
        assertThat(execute("show", "--execution", execution.arn(), "--json")).isZero();
        assertThat(execute("fail", "--execution", execution.arn(), "--error", "Lost"))
                .isEqualTo(1);
        assertThat(run.out()).contains(": no token");
        assertNoToken(execution);
    }

    @Test
    void completesATask() {
        StartedExecution execution = orders.start("order-41", "approve");

        String id = id(execution);

        int code = execute("succeed", "--execution", execution.arn(), "--output", "{\"approved\": true}");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith(id + "  Approve of order-41: accepted");
        assertThat(code).isZero();
        assertThat(execution.await().output().orElseThrow()).contains("approved");
        assertThat(execute("succeed", "--execution", execution.arn(), "--output", "1"))
                .isEqualTo(1);
        assertThat(run.err()).contains("The execution has ended", "No task is open");
    }

    @Test
    void readsTheOutputFromAFileOrFromStandardInput() throws Exception {
        StartedExecution first = orders.start("order-41", "approve");
        StartedExecution second = orders.start("order-42", "approve");
        Path file = Files.writeString(directory.resolve("out.json"), "\"from a file\"");
        run.input("\"from standard input\"");

        assertThat(execute("succeed", "--execution", first.arn(), "--output-file", file.toString()))
                .isZero();
        assertThat(execute("succeed", "--execution", second.arn(), "--output-file", "-"))
                .isZero();

        assertThat(first.await().output().orElseThrow()).contains("from a file");
        assertThat(second.await().output().orElseThrow()).contains("from standard input");
        assertThat(execute("succeed", "--execution", first.arn(), "--output-file", "none.json"))
                .isEqualTo(2);
        assertThat(run.err()).contains("'none.json' cannot be read");
    }

    @Test
    void sendsNoOutputThatIsNoJson() {
        StartedExecution execution = orders.start("order-41", "approve");

        assertThat(execute("succeed", "--execution", execution.arn(), "--output", "approved"))
                .isEqualTo(2);
        assertThat(run.err()).contains("The output cannot be sent");
        assertThat(orders.stepFunctions().answers()).isEmpty();
        assertThat(execute("succeed", "--execution", execution.arn())).isEqualTo(2);
    }

    @Test
    void failsATask() {
        StartedExecution execution = orders.start("order-41", "approve");

        int code =
                execute("fail", "--execution", execution.arn(), "--error", "Lost", "--cause", "by a purge", "--json");

        assertThat(code).isZero();
        assertThat(run.out()).contains("\"outcome\":\"ACCEPTED\"");
        assertThat(execution.await().error().orElseThrow()).contains("Lost");
    }

    @Test
    void sendsAHeartbeat() {
        StartedExecution execution = orders.start("order-41", "approve");

        assertThat(execute("heartbeat", "--execution", execution.arn())).isZero();
        assertThat(run.out()).contains(": open");
        assertThat(execution.isRunning()).isTrue();
    }

    @Test
    void sendsAMessageAgain() {
        StartedExecution execution = orders.start("order-41", "approve");
        String token = execution.openTokens().get(0);

        int code = execute("resend", "--execution", execution.arn());

        assertThat(run.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(run.out()).contains("Approve of order-41: sent again (to approver)");
        assertThat(orders.invocations().payloads()).singleElement().asString().contains(token, "order-41");
        assertThat(execution.isRunning()).isTrue();
        assertNoToken(execution);
    }

    @Test
    void sendsAMessageAgainAlthoughItsTokenCannotBeTold() {
        StartedExecution execution = orders.start("order-41", "odd");

        assertThat(execute("resend", "--execution", execution.arn(), "--json")).isZero();
        assertThat(run.out()).contains("\"outcome\":\"SENT_AGAIN\"", "\"detail\":\"to approver\"");
        assertThat(orders.invocations().payloads()).hasSize(1);
    }

    @Test
    void sendsTheOthersIfOneCannotBeSentAgain() {
        orders.start("order-41", "nowhere");
        orders.start("order-42", "approve");

        assertThat(execute("resend", "--state-machine", Orders.MACHINE, "--yes"))
                .isEqualTo(3);
        assertThat(run.out()).contains("Nowhere of order-41: failed (", "Approve of order-42: sent again");
    }

    @Test
    void answersTheOthersIfAwsRefusesOne() {
        orders.start("order-41", "approve");
        orders.start("order-42", "approve");
        orders.stepFunctions()
                .faults()
                .inject(Fault.accessDenied().operations("SendTaskFailure").times(1));

        assertThat(execute("fail", "--state-machine", Orders.MACHINE, "--error", "Lost", "--yes"))
                .isEqualTo(3);

        assertThat(run.out())
                .contains("Approve of order-42: failed (SendTaskFailure for ", "Allow states:SendTaskFailure")
                .contains("Approve of order-41: accepted");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void showsNumbersAsTheyWereSent() {
        StartedExecution execution = orders.start("order-41", "approve", "[1.50, 12345678901234567890.125, 3]");

        assertThat(execute("show", "--execution", execution.arn())).isZero();
        assertThat(run.out()).contains("[ 1.50, 12345678901234567890.125, 3 ]");
    }

    @Test
    void answersNothingIfOneOfTheIdsIsNotOpen() {
        StartedExecution execution = orders.start("order-41", "approve");

        assertThat(execute(
                        "fail",
                        "--state-machine",
                        Orders.MACHINE,
                        "--task",
                        id(execution),
                        "--task",
                        "ffffffffffff",
                        "--error",
                        "Lost"))
                .isEqualTo(1);
        assertThat(run.err()).contains("Not open, or not found: ffffffffffff");
        assertThat(execution.isRunning()).isTrue();
    }

    @Test
    void refusesAnExecutionOfAnotherStateMachine() {
        StartedExecution execution = orders.start("order-41", "approve");

        assertThat(execute("heartbeat", "--state-machine", Orders.MACHINE + "Other", "--execution", execution.arn()))
                .isEqualTo(2);
        assertThat(run.err()).contains("--execution is no execution of --state-machine");
    }

    @Test
    void showsNoTokenThatWasGivenByMistake() {
        String token = TestTokens.numbered(7);

        assertThat(execute("succeed", "--state-machine", Orders.MACHINE, "--token", token, "--output", "{}"))
                .isEqualTo(2);
        assertThat(run.err()).doesNotContain(TestTokens.PREFIX);
        assertThat(execute("open", "--execution", token)).isEqualTo(2);
        assertThat(run.err()).doesNotContain(TestTokens.PREFIX);
    }

    @Test
    void sendsNoOutputThatIsNotInUtf8() throws Exception {
        StartedExecution execution = orders.start("order-41", "approve");
        Path file = Files.createTempFile("output", ".json");
        Files.write(file, "{\"name\":\"M\u00fcller\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(execute("succeed", "--execution", execution.arn(), "--output-file", file.toString()))
                .isEqualTo(2);
        assertThat(run.err()).contains("is not text in UTF-8");
        Files.delete(file);
    }

    @Test
    void sendsNothingInADryRun() {
        StartedExecution execution = orders.start("order-41", "approve");

        assertThat(execute("fail", "--state-machine", Orders.MACHINE, "--error", "Lost", "--dry-run"))
                .isZero();
        assertThat(run.out()).contains(id(execution));
        assertThat(run.err()).contains("Nothing was sent: --dry-run.");
        assertThat(execute("fail", "--state-machine", Orders.MACHINE, "--error", "Lost", "--dry-run", "--json"))
                .isZero();
        assertThat(run.out()).contains("{\"task\":\"" + id(execution));
        assertThat(orders.stepFunctions().answers()).isEmpty();
    }

    @Test
    void answersSeveralOnlyIfThatIsMeant() {
        orders.start("order-41", "approve");
        orders.start("order-42", "approve");

        assertThat(execute("fail", "--state-machine", Orders.MACHINE, "--error", "Lost"))
                .isEqualTo(2);
        assertThat(run.err()).contains("2 tasks are meant. Choose one by --task");
        assertThat(orders.stepFunctions().answers()).isEmpty();
        assertThat(execute("fail", "--state-machine", Orders.MACHINE, "--error", "Lost", "--yes"))
                .isZero();
        assertThat(orders.stepFunctions().answers()).hasSize(2);
    }

    @Test
    void asksAPersonBeforeSeveralAreAnswered() {
        orders.start("order-41", "approve");
        orders.start("order-42", "approve");
        run.window(100);

        for (String no : new String[] {"", "n\n", "x\n"}) {
            run.input(no);
            assertThat(execute("heartbeat", "--state-machine", Orders.MACHINE)).isEqualTo(1);
        }
        assertThat(run.out()).contains("Send a heartbeat for these 2 tasks? [y/N] ");
        assertThat(run.err()).contains("Nothing was sent.");
        run.input("Yes\n");
        assertThat(execute("heartbeat", "--state-machine", Orders.MACHINE)).isZero();
        assertThat(run.out()).contains(": open");
    }

    @Test
    void refusesWhatNamesNoTasks() {
        assertThat(execute("open")).isEqualTo(2);
        assertThat(execute("open", "--map-run", "a", "--execution", "b")).isEqualTo(2);
        assertThat(execute("open", "--state-machine", "Orders")).isEqualTo(2);
        assertThat(execute("open", "--execution", "order-41")).isEqualTo(2);
        assertThat(execute("open", "--execution", Orders.MACHINE)).isEqualTo(2);
        assertThat(run.execute("open", "--state-machine", Orders.MACHINE, "--calls-per-second", "0"))
                .isEqualTo(2);
        assertThat(execute("open", "--state-machine", Orders.MACHINE, "--older-than", "soon"))
                .isEqualTo(2);
        assertThat(run.err())
                .contains("Give one of --state-machine", "'Orders' is no ARN of this kind", "stateMachine:Orders")
                .contains("execution:Orders:42", "at least 1", "'soon' is no duration")
                .contains("'tasktoken open --help'");
    }

    @Test
    void saysWhatToDoWhenAwsRefuses() {
        assertThat(execute("open", "--state-machine", Orders.MACHINE + "s")).isEqualTo(3);
        assertThat(run.err()).contains("not found (StateMachineDoesNotExist)").doesNotContain("\tat ");
        orders.stepFunctions().faults().inject(Fault.accessDenied().operations("ListExecutions"));
        assertThat(execute("open", "--state-machine", Orders.MACHINE)).isEqualTo(3);
        assertThat(run.err()).contains("Allow states:ListExecutions");
    }

    private int execute(String command, String... args) {
        return run.execute(
                command, Stream.concat(Stream.of(args), orders.options()).toArray(String[]::new));
    }

    private void assertNoToken(StartedExecution execution) {
        assertThat(run.out() + run.err()).doesNotContain(execution.openTokens());
    }

    private static String id(StartedExecution execution) {
        return TaskToken.of(execution.openTokens().get(0)).fingerprint();
    }

    private static String fingerprint(StartedExecution execution) {
        return TaskToken.of(execution.openTokens().get(0)).toString();
    }
}
