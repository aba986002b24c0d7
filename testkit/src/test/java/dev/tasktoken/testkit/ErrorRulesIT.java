package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What Catch and Retry match, and what they make of it. */
class ErrorRulesIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"States.ALL", "States.TaskFailed", "Mine"})
    void catchesAFailureUnderItsNames(String rule) {
        String execution = runCatching(rule, "", "{\"n\": 1}");
        bench.fail(bench.token(), "Mine", "because");

        assertThat(bench.ended(execution).output()).contains("{\"Error\":\"Mine\",\"Cause\":\"because\"}");
    }

    @Test
    void catchesAFailureWithoutNameAndCauseAsNulls() {
        String execution = runCatching("States.ALL", "", "{}");
        String token = bench.token();
        bench.sfn.sendTaskFailure(f -> f.taskToken(token));

        assertThat(bench.ended(execution).output()).contains("{\"Error\":null,\"Cause\":null}");
    }

    @Test
    void putsTheErrorWhereTheCatcherSays() {
        String execution = runCatching("States.ALL", ", \"ResultPath\": \"$.failure\"", "{\"n\": 1}");
        bench.fail(bench.token(), "Mine", "because");

        assertThat(bench.ended(execution).output())
                .contains("{\"n\":1,\"failure\":{\"Error\":\"Mine\",\"Cause\":\"because\"}}");
    }

    @Test
    void failsWhereTheCatchersPathDoesNotFit() {
        String execution = runCatching("States.ALL", ", \"ResultPath\": \"$.n.x\"", "{\"n\": 1}");
        bench.fail(bench.token(), "Mine", "because");

        assertThat(bench.ended(execution).error()).contains("States.ResultPathMatchFailure");
    }

    @ParameterizedTest
    @CsvSource({
        "States.ALL, SUCCEEDED",
        "States.Timeout, SUCCEEDED",
        "States.HeartbeatTimeout, SUCCEEDED",
        "States.TaskFailed, FAILED",
        "Mine, FAILED"
    })
    void catchesAMissedHeartbeatUnderBothItsNames(String rule, ExecutionStatus expected) {
        String definition =
                Definitions.withCaught(bench.waiting("\"HeartbeatSeconds\": 10, \"End\": true, " + catching(rule, "")));
        String execution = bench.run(definition, "{}");
        bench.token();
        bench.advance(11);

        assertThat(bench.ended(execution).status()).isEqualTo(expected);
    }

    @Test
    void anErrorThatNoRuleMatchesEndsTheExecution() {
        String execution = runCatching("Other", "", "{}");
        bench.fail(bench.token(), "Mine", "because");

        assertThat(bench.ended(execution).error()).contains("Mine");
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        String definition = "{\"StartAt\": \"S\", \"States\": {\"S\": {"
                + bench.waiting("\"End\": true, \"Catch\": [{\"ErrorEquals\": [\"Mine\"], \"Next\": \"First\"},"
                        + " {\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Second\"}]")
                + "}, \"First\": {\"Type\": \"Pass\", \"Result\": 1, \"End\": true},"
                + " \"Second\": {\"Type\": \"Pass\", \"Result\": 2, \"End\": true}}}";
        String mine = bench.run(definition, "{}");
        bench.fail(bench.token(), "Mine", "");
        String other = bench.run(definition, "{}");
        bench.fail(bench.token(), "Other", "");

        assertThat(bench.ended(mine).output()).contains("1");
        assertThat(bench.ended(other).output()).contains("2");
    }

    @Test
    void allDoesNotCatchARuntimeError() {
        String definition = Definitions.withCaught(
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Parameters\": {\"TopicArn\": \""
                        + bench.topicArn + "\", \"Message.$\": \"$.none\"}, \"End\": true, "
                        + catching("States.ALL", ""));
        LocalExecution ended = bench.ended(bench.run(definition, "{}"));

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("States.Runtime");
    }

    @ParameterizedTest
    @CsvSource({"States.ALL, SUCCEEDED", "States.DataLimitExceeded, SUCCEEDED", "Mine, FAILED"})
    void dataThatIsTooLargeIsCaught(String rule, ExecutionStatus expected) {
        String definition = Definitions.withCaught(bench.waiting("\"End\": true, "
                + "\"ResultSelector\": {\"once.$\": \"$\", \"twice.$\": \"$\"}, "
                + catching(rule, ", \"ResultPath\": \"$.failure\"")));
        String execution = bench.run(definition, "{}");
        bench.succeed(bench.token(), "\"" + "x".repeat(200_000) + "\"");

        assertThat(bench.ended(execution).status()).isEqualTo(expected);
        assertThat(bench.eventTypes(execution)).contains("TaskSucceeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"TimeoutSeconds\": 5", "\"TimeoutSeconds\": 90, \"HeartbeatSeconds\": 5"})
    void aLimitThatPassedIsCaughtWithAnEmptyCause(String limits) {
        String caught = runCatching("States.Timeout", "", "{}", limits + ", ");
        String branch =
                "{\"StartAt\": \"B\", \"States\": {\"B\": {" + bench.waiting(limits + ", \"End\": true") + "}}}";
        String caughtAround = bench.run(
                Definitions.withCaught("\"Type\": \"Parallel\", \"Branches\": [" + branch + "], \"End\": true, "
                        + catching("States.Timeout", "")),
                "{}");
        bench.token();
        bench.token();
        bench.advance(6);

        assertThat(bench.ended(caught).output()).contains("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}");
        assertThat(bench.ended(caughtAround).output()).contains("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}");
        assertThat(bench.history(caught))
                .filteredOn(event -> event.typeAsString().equals("TaskTimedOut"))
                .extracting(event -> event.taskTimedOutEventDetails().cause())
                .containsOnlyNulls();
    }

    @Test
    void aFailureUnderTheTimeoutsNameKeepsItsMissingCause() {
        String caught = runCatching("States.Timeout", "", "{}");
        bench.sfn.sendTaskFailure(failure -> failure.taskToken(bench.token()).error("States.Timeout"));

        assertThat(bench.ended(caught).output()).contains("{\"Error\":\"States.Timeout\",\"Cause\":null}");
    }

    @Test
    void aRetryThatIsUsedUpLeavesTheErrorToCatch() {
        String definition = Definitions.withCaught(bench.waiting("\"End\": true, \"Retry\": [{\"ErrorEquals\":"
                + " [\"Mine\"], \"MaxAttempts\": 1}], " + catching("States.ALL", "")));
        String execution = bench.run(definition, "{}");
        bench.fail(bench.token(), "Mine", "1");
        bench.advance(2);
        bench.fail(bench.token(), "Mine", "2");

        assertThat(bench.ended(execution).output()).contains("{\"Error\":\"Mine\",\"Cause\":\"2\"}");
    }

    @Test
    void maxAttemptsZeroNeverRetries() {
        String execution =
                bench.runWaiting("\"End\": true, \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 0}]");
        bench.fail(bench.token(), "Mine", "");

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aFailStateNamesTheErrorItself() {
        String fixed =
                bench.run(Definitions.of("\"Type\": \"Fail\", \"Error\": \"Mine\", \"Cause\": \"because\""), "{}");
        String chosen = bench.run(
                Definitions.of("\"Type\": \"Fail\", \"ErrorPath\": \"$.e\", \"CausePath\": \"$$.State.Name\""),
                "{\"e\": \"Chosen\"}");
        String wrong = bench.run(Definitions.of("\"Type\": \"Fail\", \"ErrorPath\": \"$.e\""), "{\"e\": 1}");

        assertThat(bench.ended(fixed).error()).contains("Mine");
        assertThat(bench.ended(fixed).cause()).contains("because");
        assertThat(bench.ended(chosen).error()).contains("Chosen");
        assertThat(bench.ended(chosen).cause()).contains("S");
        assertThat(bench.ended(wrong).error()).contains("States.Runtime");
        assertThat(bench.eventTypes(fixed)).containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }

    private String runCatching(String rule, String more, String input) {
        return runCatching(rule, more, input, "");
    }

    private String runCatching(String rule, String more, String input, String limits) {
        return bench.run(
                Definitions.withCaught(bench.waiting(limits + "\"End\": true, " + catching(rule, more))), input);
    }

    private static String catching(String rule, String more) {
        return "\"Catch\": [{\"ErrorEquals\": [\"" + rule + "\"], \"Next\": \"Caught\"" + more + "}]";
    }
}
