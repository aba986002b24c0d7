package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Parallel and Map states, with tasks that wait in them. */
class BranchesIT {
    private static final String PASS = "{\"Type\": \"Pass\", \"End\": true}";

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aParallelStateGivesTheOutputsInTheOrderOfItsBranches() {
        String execution = bench.run(Definitions.of(parallel(waiting("A"), waiting("B"), "\"End\": true")), "{}");
        List<String> tokens = tokens(2);
        bench.succeed(tokens.get(1), "\"b\"");
        bench.succeed(tokens.get(0), "\"a\"");

        assertThat(bench.ended(execution).output()).contains("[\"a\",\"b\"]");
    }

    @Test
    void branchesSeeTheParametersAndTheResultGoesWhereTheStateSays() {
        String definition = Definitions.of(parallel(
                branch("A", "{\"Type\": \"Pass\", \"OutputPath\": \"$.p\", \"End\": true}"),
                branch("B", "{\"Type\": \"Pass\", \"Result\": 2, \"End\": true}"),
                "\"Parameters\": {\"p.$\": \"$.n\"}, \"ResultSelector\": {\"first.$\": \"$[0]\", \"second.$\": \"$[1]\"},"
                        + " \"ResultPath\": \"$.r\", \"End\": true"));

        assertThat(bench.ended(bench.run(definition, "{\"n\": 1}")).output())
                .contains("{\"n\":1,\"r\":{\"first\":1,\"second\":2}}");
    }

    @Test
    void aBranchThatFailsEndsTheOthersAndClosesTheirTokens() {
        String execution = bench.run(Definitions.of(parallel(waiting("A"), waiting("B"), "\"End\": true")), "{}");
        String failed = bench.token();
        String sibling = bench.token();
        bench.fail(failed, "Mine", "because");

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.error()).contains("Mine");
        assertThat(ended.cause()).contains("because");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
        assertThatThrownBy(() -> bench.succeed(sibling, "1")).isInstanceOf(TaskTimedOutException.class);
        assertThatThrownBy(() -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken(sibling)))
                .isInstanceOf(TaskTimedOutException.class);
        assertThat(bench.eventTypes(execution))
                .endsWith(
                        "TaskFailed", "TaskStateAborted", "TaskStateAborted", "ParallelStateFailed", "ExecutionFailed");
    }

    @Test
    void aSiblingsTimerAndRetryDieWithIt() {
        String timed = branch(
                "T",
                "{"
                        + bench.waiting("\"TimeoutSeconds\": 100, \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"],"
                                + " \"IntervalSeconds\": 50}], \"End\": true")
                        + "}");
        String execution =
                bench.run(Definitions.withCaught(parallel(timed, waiting("B"), catching() + ", \"End\": true")), "{}");
        List<String> tokens = tokens(2);
        bench.fail(tokens.get(0), "Again", "");
        bench.fail(tokens.get(1), "Mine", "");
        bench.ended(execution);
        int events = bench.history(execution).size();
        bench.advance(1000);

        assertThat(bench.history(execution)).hasSize(events);
        assertThat(bench.stepFunctions.topics().published(bench.topicArn)).hasSize(2);
    }

    @Test
    void aParallelStateIsRetriedAsAWholeWithNewTokens() {
        String execution = bench.run(
                Definitions.withCaught(parallel(
                        waiting("A"),
                        waiting("B"),
                        "\"Retry\": [{\"ErrorEquals\": [\"Mine\"], \"MaxAttempts\": 1}], " + catching()
                                + ", \"End\": true")),
                "{}");
        String old = bench.token();
        String oldSibling = bench.token();
        bench.fail(old, "Mine", "1");
        bench.advance(2);
        String again = bench.token();
        String againSibling = bench.token();
        bench.fail(againSibling, "Mine", "2");

        assertThat(bench.ended(execution).output()).contains("{\"Error\":\"Mine\",\"Cause\":\"2\"}");
        assertThat(List.of(again, againSibling)).doesNotContain(old, oldSibling);
        assertThat(bench.eventTypes(execution).stream().filter("ParallelStateStarted"::equals))
                .hasSize(2);
        assertThat(bench.eventTypes(execution).stream().filter("ParallelStateFailed"::equals))
                .hasSize(1);
    }

    @Test
    void parallelEventsFollowFromTheOnesOfTheirOwnBranch() {
        String execution =
                bench.run(Definitions.of(parallel(branch("A", PASS), branch("B", PASS), "\"End\": true")), "{}");
        bench.ended(execution);

        assertThat(chained(execution))
                .containsExactly(
                        "1<0 ExecutionStarted",
                        "2<0 ParallelStateEntered",
                        "3<2 ParallelStateStarted",
                        "4<3 PassStateEntered",
                        "5<4 PassStateExited",
                        "6<3 PassStateEntered",
                        "7<6 PassStateExited",
                        "8<7 ParallelStateSucceeded",
                        "9<7 ParallelStateExited",
                        "10<9 ExecutionSucceeded");
    }

    @Test
    void aMapStateWalksItsStatesForEachItem() {
        String execution = bench.run(
                Definitions.of(map(
                        "{" + bench.waiting("\"End\": true") + "}",
                        "\"ItemsPath\": \"$.items\", \"ResultPath\": \"$.results\"")),
                "{\"items\": [\"x\", \"y\", \"z\"]}");
        List<String> tokens = tokens(3);
        for (int i = 2; i >= 0; i--) {
            bench.succeed(tokens.get(i), String.valueOf(i));
        }

        assertThat(bench.ended(execution).output()).contains("{\"items\":[\"x\",\"y\",\"z\"],\"results\":[0,1,2]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ToleratedFailureCount\": 1, \"ToleratedFailurePercentage\": 12.5",
                "\"ToleratedFailureCountPath\": \"$.n\", \"ToleratedFailurePercentagePath\": \"$.n\"",
                "\"QueryLanguage\": \"JSONata\", \"ToleratedFailureCount\": \"{% 1 %}\","
                        + " \"ToleratedFailurePercentage\": \"{% $states.input.n %}\""
            })
    void aMapStateTakesToleratedFailuresAndToleratesNone(String fields) {
        String items = fields.contains("JSONata") ? "\"Items\": [1]" : "\"ItemsPath\": \"$.items\"";
        String execution = bench.run(
                Definitions.of(map("{\"Type\": \"Fail\", \"Error\": \"Broken\"}", items + ", " + fields)),
                "{\"items\": [1], \"n\": 1}");

        assertThat(bench.ended(execution).error()).contains("Broken");
        assertThat(bench.eventTypes(execution)).contains("MapStateStarted").doesNotContain("MapRunStarted");
    }

    @Test
    void itemsAreKnownToTheContextObjectInsideAndInTheSelector() {
        String inner = "{\"Type\": \"Pass\", \"Parameters\": {\"in.$\": \"$\", \"i.$\": \"$$.Map.Item.Index\"},"
                + " \"End\": true}";
        String definition = Definitions.of(map(
                inner,
                "\"ItemsPath\": \"$.items\", \"ItemSelector\": {\"v.$\": \"$$.Map.Item.Value\", \"n.$\": \"$.n\"}"));

        assertThat(bench.ended(bench.run(definition, "{\"items\": [7, 8], \"n\": 1}"))
                        .output())
                .contains("[{\"in\":{\"v\":7,\"n\":1},\"i\":0},{\"in\":{\"v\":8,\"n\":1},\"i\":1}]");
    }

    @Test
    void theOldNamesOfMapFieldsStillWork() {
        String definition = Definitions.of("\"Type\": \"Map\", \"End\": true, \"Parameters\": {\"v.$\":"
                + " \"$$.Map.Item.Value\"}, \"Iterator\": {\"StartAt\": \"I\", \"States\": {\"I\": " + PASS + "}}");

        assertThat(bench.ended(bench.run(definition, "[1]")).output()).contains("[{\"v\":1}]");
    }

    @Test
    void atMostSoManyItemsAreUnderWay() {
        String execution = bench.run(
                Definitions.of(map("{" + bench.waiting("\"End\": true") + "}", "\"MaxConcurrencyPath\": \"$[0]\"")),
                "[2, 3, 4]");
        String first = bench.token();
        bench.token();
        List<String> atFirst = bench.stepFunctions.openTokens();
        bench.succeed(first, "1");
        String third = bench.token();
        List<String> then = bench.stepFunctions.openTokens();
        then.forEach(token -> bench.succeed(token, "1"));

        assertThat(atFirst).hasSize(2);
        assertThat(then).hasSize(2).contains(third).doesNotContain(first);
        assertThat(bench.ended(execution).output()).contains("[1,1,1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TimeoutSeconds", "HeartbeatSeconds"})
    void tasksThatTimeOutTogetherAllRecordItBeforeOneFailsTheState(String limit) {
        String item = "{" + bench.waiting("\"" + limit + "\": 5, \"End\": true") + "}";
        String execution = bench.run(Definitions.of(map(item, "\"MaxConcurrency\": 3")), "[1, 2, 3]");
        tokens(3);
        bench.advance(6);

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
        List<String> events = chained(execution);
        assertThat(events.subList(18, 21)).allMatch(event -> event.endsWith(" TaskTimedOut"));
        assertThat(events.subList(21, events.size()))
                .containsExactly(
                        "22<19 MapIterationFailed",
                        "23<19 TaskStateAborted",
                        "24<19 MapIterationAborted",
                        "25<19 TaskStateAborted",
                        "26<19 MapIterationAborted",
                        "27<19 TaskStateAborted",
                        "28<19 MapStateFailed",
                        "29<28 ExecutionFailed");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @Test
    void aMapStateWithoutItemsSucceeds() {
        String execution = bench.run(Definitions.of(map(PASS, "\"Comment\": \"none\"")), "[]");

        assertThat(bench.ended(execution).output()).contains("[]");
        assertThat(bench.eventTypes(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void aMapStateNeedsAList() {
        LocalExecution ended =
                bench.ended(bench.run(Definitions.of(map(PASS, "\"ItemsPath\": \"$.items\"")), "{\"items\": {}}"));

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow()).contains("must point to array");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "null", "\"text\"", "{\"foo\":\"bar\"}"})
    void aMapStateInJsonataWithoutItemsNeedsAListForItsInput(String input) {
        String definition = Definitions.of(map(PASS, "\"QueryLanguage\": \"JSONata\""));

        LocalExecution ended = bench.ended(bench.run(definition, input));

        assertThat(ended.error()).contains("States.QueryEvaluationError");
        assertThat(ended.cause().orElseThrow()).endsWith("Map state input must be an array but was: " + input);
    }

    @Test
    void anItemThatFailsIsCaughtAndTheOthersAreAborted() {
        String execution = bench.run(
                Definitions.withCaught(map("{" + bench.waiting("\"End\": true") + "}", catching())), "[1, 2, 3]");
        List<String> tokens = tokens(3);
        bench.succeed(tokens.get(0), "1");
        bench.fail(tokens.get(1), "Mine", "because");

        assertThat(bench.ended(execution).output()).contains("{\"Error\":\"Mine\",\"Cause\":\"because\"}");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
        List<String> types = bench.eventTypes(execution);
        assertThat(types.subList(types.indexOf("TaskFailed"), types.size()))
                .containsExactly(
                        "TaskFailed",
                        "MapIterationFailed",
                        "TaskStateAborted",
                        "MapIterationAborted",
                        "TaskStateAborted",
                        "MapStateFailed",
                        "MapStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void mapEventsFollowFromTheOnesOfTheirOwnItem() {
        String execution = bench.run(Definitions.of(map(PASS, "\"MaxConcurrency\": 1")), "[1, 2]");
        bench.ended(execution);

        List<HistoryEvent> events = bench.history(execution);

        assertThat(chained(execution))
                .containsExactly(
                        "1<0 ExecutionStarted",
                        "2<0 MapStateEntered",
                        "3<2 MapStateStarted",
                        "4<3 MapIterationStarted",
                        "5<4 PassStateEntered",
                        "6<5 PassStateExited",
                        "7<6 MapIterationSucceeded",
                        "8<6 MapIterationStarted",
                        "9<8 PassStateEntered",
                        "10<9 PassStateExited",
                        "11<10 MapIterationSucceeded",
                        "12<11 MapStateSucceeded",
                        "13<11 MapStateExited",
                        "14<13 ExecutionSucceeded");
        assertThat(events.get(2).mapStateStartedEventDetails().length()).isEqualTo(2);
        assertThat(events.get(7).mapIterationStartedEventDetails().name()).isEqualTo("S");
        assertThat(events.get(7).mapIterationStartedEventDetails().index()).isEqualTo(1);
        assertThat(events.get(10).mapIterationSucceededEventDetails().index()).isEqualTo(1);
    }

    @Test
    void statesInsideStatesAreAbortedFromTheInside() {
        String nested = branch("P", "{" + parallel(waiting("A"), waiting("B"), "\"End\": true") + "}");
        String execution = bench.run(Definitions.of(parallel(nested, waiting("C"), "\"End\": true")), "{}");
        List<String> tokens = tokens(3);
        bench.fail(tokens.get(0), "Mine", "");

        bench.ended(execution);

        assertThat(bench.eventTypes(execution))
                .endsWith(
                        "TaskFailed",
                        "TaskStateAborted",
                        "TaskStateAborted",
                        "ParallelStateAborted",
                        "TaskStateAborted",
                        "ParallelStateFailed",
                        "ExecutionFailed");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @Test
    void aStoppedExecutionClosesTheTokensOfAllItsBranches() {
        String execution = bench.run(
                Definitions.of(map("{" + bench.waiting("\"End\": true") + "}", "\"Comment\": \"three\"")), "[1, 2, 3]");
        tokens(3);
        bench.sfn.stopExecution(s -> s.executionArn(execution));

        assertThat(bench.stepFunctions.openTokens()).isEmpty();
        assertThat(bench.eventTypes(execution)).endsWith("TaskSubmitted", "ExecutionAborted");
    }

    @Test
    void resultsTogetherMayBeTooLarge() {
        String execution = bench.run(Definitions.of(parallel(waiting("A"), waiting("B"), "\"End\": true")), "{}");
        String large = "\"" + "x".repeat(200_000) + "\"";
        bench.succeed(bench.token(), large);
        bench.succeed(bench.token(), large);

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.error()).contains("States.DataLimitExceeded");
        assertThat(ended.cause())
                .contains("The state/task 'S' returned a result with a size exceeding the maximum number of bytes"
                        + " service limit.");
    }

    @Test
    void whatIsMadeOfAnItemMayBeTooLarge() {
        String definition = Definitions.of(
                map(PASS, "\"ItemsPath\": \"$.items\", \"ItemSelector\": {\"a.$\": \"$.text\", \"b.$\": \"$.text\"}"));
        String input = "{\"items\": [1], \"text\": \"" + "x".repeat(200_000) + "\"}";

        assertThat(bench.ended(bench.run(definition, input)).error()).contains("States.DataLimitExceeded");
    }

    @Test
    void aBranchWhoseInputNestsTooDeeplyFailsTheExecution() {
        String definition =
                Definitions.of(parallel(branch("A", PASS), branch("B", PASS), "\"InputPath\": \"$$\", \"End\": true"));
        String input = "[".repeat(999) + "]".repeat(999);

        assertThat(bench.ended(bench.run(definition, input)).error()).contains("States.Runtime");
    }

    private List<String> chained(String execution) {
        return bench.history(execution).stream()
                .map(event -> event.id() + "<" + event.previousEventId() + " " + event.typeAsString())
                .toList();
    }

    /** The tokens of so many tasks once all were handed out, in the order in which the tasks began. */
    private List<String> tokens(int count) {
        IntStream.range(0, count).forEach(i -> bench.token());
        return bench.stepFunctions.openTokens();
    }

    private String waiting(String name) {
        return branch(name, "{" + bench.waiting("\"End\": true") + "}");
    }

    private static String branch(String name, String state) {
        return "{\"StartAt\": \"" + name + "\", \"States\": {\"" + name + "\": " + state + "}}";
    }

    private static String parallel(String first, String second, String more) {
        return "\"Type\": \"Parallel\", \"Branches\": [" + first + ", " + second + "], " + more;
    }

    private static String map(String state, String more) {
        return "\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": " + state
                + "}}, " + more;
    }

    private static String catching() {
        return "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}]";
    }
}
