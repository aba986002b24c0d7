package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way a Choice state goes. */
class ChoiceIT {
    private static final String INPUT = """
            {"s": "order-42", "n": 3, "m": 3.0, "big": 7, "t": true, "f": false, "nothing": null, "star": "a*b",
             "early": "2026-01-01T00:00:00Z", "late": "2026-01-01T01:30:00+01:00", "other": "order-42"}""";

    private static Workbench bench;

    @BeforeAll
    static void start() {
        bench = Workbench.start();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'$.s', 'StringEquals': 'order-42'",
                "'$.s', 'StringEqualsPath': '$.other'",
                "'$.s', 'StringLessThan': 'order-5'",
                "'$.s', 'StringGreaterThan': 'order-41'",
                "'$.s', 'StringLessThanEquals': 'order-42'",
                "'$.s', 'StringGreaterThanEqualsPath': '$.other'",
                "'$.s', 'StringMatches': 'order-*'",
                "'$.star', 'StringMatches': 'a\\\\*b'",
                "'$.n', 'NumericEquals': 3.0",
                "'$.n', 'NumericEqualsPath': '$.m'",
                "'$.n', 'NumericLessThanPath': '$.big'",
                "'$.n', 'NumericGreaterThan': 2.99",
                "'$.n', 'NumericLessThanEquals': 3",
                "'$.n', 'NumericGreaterThanEquals': 3",
                "'$.t', 'BooleanEquals': true",
                "'$.f', 'BooleanEqualsPath': '$.f'",
                "'$.early', 'TimestampEquals': '2026-01-01T00:00:00.000Z'",
                "'$.early', 'TimestampLessThanPath': '$.late'",
                "'$.late', 'TimestampGreaterThan': '2026-01-01T00:00:00Z'",
                "'$.late', 'TimestampLessThanEquals': '2026-01-01T00:30:00Z'",
                "'$.late', 'TimestampGreaterThanEqualsPath': '$.early'",
                "'$.nothing', 'IsNull': true",
                "'$.n', 'IsNull': false",
                "'$.nothing', 'IsPresent': true",
                "'$.none.at.all', 'IsPresent': false",
                "'$.m', 'IsNumeric': true",
                "'$.s', 'IsString': true",
                "'$.t', 'IsBoolean': true",
                "'$.early', 'IsTimestamp': true",
                "'$.s', 'IsTimestamp': false",
                "'$$.State.Name', 'StringEquals': 'S'"
            })
    void takesARuleThatHolds(String rule) {
        assertThat(choose("{'Variable': " + rule)).isEqualTo("\"yes\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'$.s', 'StringEquals': 'order-4'",
                "'$.n', 'StringEquals': '3'",
                "'$.s', 'NumericEquals': 42",
                "'$.s', 'StringEqualsPath': '$.n'",
                "'$.s', 'TimestampLessThan': '2026-01-01T00:00:00Z'",
                "'$.nothing', 'BooleanEquals': false",
                "'$.star', 'StringMatches': 'a\\\\*'",
                "'$.nothing', 'IsNull': false",
                "'$.none', 'IsPresent': true"
            })
    void passesARuleThatDoesNotHold(String rule) {
        assertThat(choose("{'Variable': " + rule)).isEqualTo("\"no\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'And': [{'Variable': '$.n', 'NumericEquals': 3}, {'Variable': '$.t', 'BooleanEquals': true}] | yes",
                "{'And': [{'Variable': '$.n', 'NumericEquals': 3}, {'Variable': '$.f', 'BooleanEquals': true}] | no",
                "{'Or': [{'Variable': '$.n', 'NumericEquals': 4}, {'Variable': '$.t', 'BooleanEquals': true}] | yes",
                "{'Or': [{'Variable': '$.n', 'NumericEquals': 4}, {'Variable': '$.f', 'BooleanEquals': true}] | no",
                "{'Not': {'Variable': '$.n', 'NumericEquals': 4} | yes",
                "{'Not': {'Or': [{'Variable': '$.n', 'NumericEquals': 3}]} | no",
                "{'And': [{'Variable': '$.none', 'IsPresent': true}, {'Variable': '$.none', 'NumericEquals': 1}] | no"
            })
    void joinsRules(String rule, String expected) {
        assertThat(choose(rule)).isEqualTo("\"" + expected + "\"");
    }

    @Test
    void theFirstRuleThatHoldsDecides() {
        String both = "{'Variable': '$.n', 'NumericEquals': 3, 'Next': 'Yes'},"
                + " {'Variable': '$.n', 'NumericLessThan': 9, 'Next': 'No'}";

        assertThat(run("'Choices': [" + both + "]").output()).contains("\"yes\"");
    }

    @Test
    void withoutARuleThatHoldsAndADefaultTheExecutionFails() {
        LocalExecution ended = run("'Choices': [{'Variable': '$.n', 'NumericEquals': 4, 'Next': 'Yes'},"
                + " {'Variable': '$.n', 'NumericEquals': 5, 'Next': 'No'}]");

        assertThat(ended.error()).contains("States.NoChoiceMatched");
    }

    @Test
    void aPathToNothingFailsTheExecutionUnderItsName() {
        LocalExecution ended =
                run("'Choices': [{'Variable': '$.none', 'NumericEquals': 4, 'Next': 'Yes'}]," + " 'Default': 'No'");

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow())
                .startsWith("An error occurred while executing the state 'S' (entered at the event id #2). ")
                .contains("'$.none'");
    }

    @Test
    void comparesWhatInputPathSelectsAndPassesOnWhatOutputPathDoes() {
        String definition = json("{'StartAt': 'S', 'States': {'S': {'Type': 'Choice', 'InputPath': '$.a',"
                + " 'OutputPath': '$.b', 'Choices': [{'Variable': '$.b', 'NumericEquals': 1, 'Next': 'E'}]},"
                + " 'E': {'Type': 'Succeed'}}}");

        assertThat(bench.ended(bench.run(definition, "{\"a\": {\"b\": 1}}")).output())
                .contains("1");
    }

    @Test
    void isRecordedLikeAnyState() {
        String execution = bench.run(
                definition("'Choices': [{'Variable': '$.n', 'NumericEquals': 3, 'Next': 'Yes'}]," + " 'Default': 'No'"),
                INPUT);
        bench.ended(execution);

        assertThat(bench.eventTypes(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "ChoiceStateEntered",
                        "ChoiceStateExited",
                        "PassStateEntered",
                        "PassStateExited",
                        "ExecutionSucceeded");
    }

    private static String choose(String openRule) {
        return run("'Choices': [" + openRule + ", 'Next': 'Yes'}], 'Default': 'No'")
                .output()
                .orElseThrow();
    }

    private static LocalExecution run(String fields) {
        return bench.ended(bench.run(definition(fields), INPUT));
    }

    private static String definition(String fields) {
        return json("{'StartAt': 'S', 'States': {'S': {'Type': 'Choice', " + fields
                + "}, 'Yes': {'Type': 'Pass', 'Result': 'yes', 'End': true},"
                + " 'No': {'Type': 'Pass', 'Result': 'no', 'End': true}}}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
