package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/** Definitions and single states in JSONata. */
class JsonataIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$states.input     | 9007199254740993      | 9007199254740993",
                "$states.input     | 0.1234567890123456789 | 0.12345678901234568",
                "$states.input     | 12345678901234567890  | 12345678901234567000",
                "$states.input + 0 | 9007199254740993      | 9007199254740992"
            })
    void numbersAreDoublesUnlessTheyAreOnlyPassedOn(String expression, String input, String output) {
        String definition = Definitions.of("\"Type\": \"Pass\", \"QueryLanguage\": \"JSONata\", \"Output\": \"{% "
                + expression + " %}\", \"End\": true");

        assertThat(bench.ended(bench.run(definition, input)).output()).contains(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"{% $states.input.n + 1 %}\" | 4",
                "\"{% $states.input %}\" | {\"n\":3,\"list\":[1,2],\"nothing\":null}",
                "{\"a\": \"{% $sum($states.input.list) %}\", \"b\": [\"{% $states.context.State.Name %}\", 1, null]} | {\"a\":3,\"b\":[\"S\",1,null]}",
                "\"{% $states.input.nothing %}\" | null",
                "\"{% $states.input.n / 2 %}\" | 1.5",
                "\"no {% expression %} here\" | \"no {% expression %} here\"",
                "\"{% $partition([1, 2, 3], 2) %}\" | [[1,2],[3]]",
                "\"{% $range(1, 7, 3) %}\" | [1,4,7]",
                "\"{% $range(3, 1, -1) %}\" | [3,2,1]",
                "\"{% $range(7, 9, 5) %}\" | 7",
                "\"{% $range(1.9, 3.9, 1.9) %}\" | [1,2,3]",
                "\"{% [$range(7, 9, 5)] %}\" | [7]",
                "\"{% $count($range(1, 200000, 1)) %}\" | 200000",
                "\"{% $string(1e20) %}\" | \"100000000000000000000\"",
                "\"{% $string(-1e20) %}\" | \"-100000000000000000000\"",
                "\"{% $string(1e21) %}\" | \"1e+21\"",
                "\"{% $string(1e-7) %}\" | \"1e-7\"",
                "\"{% $string(0.1 + 0.2) %}\" | \"0.3\"",
                "\"{% $string(1.0) %}\" | \"1\"",
                "\"{% $string(123456789e11) %}\" | \"12345678900000000000\"",
                "\"{% $string([1e20, {'a': 'b'}, [], null, true]) %}\" | \"[100000000000000000000,{\\\"a\\\":\\\"b\\\"},[],null,true]\"",
                "\"{% $string({'a': [1, {}]}, true) %}\" | \"{\\n  \\\"a\\\": [\\n    1,\\n    {}\\n  ]\\n}\"",
                "\"{% $string(function(){1}) %}\" | \"\"",
                "\"{% [1, 2] ~> $string() %}\" | \"[1,2]\"",
                "\"{% 1/0 %}\" | \"Infinity\"",
                "\"{% -1/0 %}\" | \"-Infinity\"",
                "\"{% [1, 1/0, 1e308*10, [2/0], 'a,b'] %}\" | [1,\"Infinity\",\"Infinity\",[\"Infinity\"],\"a,b\"]",
                "\"{% {'k': $states.input.n / 0, 'l': 1/2, 'm:': {}} %}\" | {\"k\":\"Infinity\",\"l\":0.5,\"m:\":{}}",
                "\"{% 1e20 %}\" | 100000000000000000000",
                "\"{% $formatNumber(1234.5, '#,##0.00') %}\" | \"1,234.50\"",
                "\"{% $hash('input data', 'MD5') %}\" | \"812f45842bc6d66ee14572ce20db8e86\"",
                "\"{% $parse('{\\\"k\\\": [1]}').k %}\" | [1]",
                "\"{% $length($uuid()) %}\" | 36",
                "\"{% $random() < 1 and $random(7) = $random(7) %}\" | true",
                "{\"Static\": true} | {\"Static\":true}"
            })
    void outputIsWhatItsExpressionsGive(String output, String expected) {
        assertThat(bench.ended(pass("\"Output\": " + output)).output()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$states.input.none | returned nothing (undefined).",
                "$noVariable | returned nothing (undefined).",
                "function(){1} | returned an unsupported result type.",
                "$nothing(1) | threw an error during evaluation. T1006: Attempted to invoke a non-function",
                "$eval('1') | threw an error during evaluation. T1006: Attempted to invoke a non-function",
                "$number('s3cr3t') | threw an error during evaluation. D3030: Unable to cast value to a number: \"...\"",
                "$error('s3cr3t') | threw an error during evaluation. D3137: \"...\"",
                "$sum('s3cr3t') | threw an error during evaluation. T0412: Argument 1 of function \"sum\" must be an array of \"numbers\"",
                "$join([1]) | threw an error during evaluation. T0412: Argument 1 of function \"join\" must be an array of \"strings\"",
                "$sum('s3cr3t') + $max('s3cr3t') | threw an error during evaluation. T0412",
                "$uppercase(1) | threw an error during evaluation. T0410: Argument 1 of function \"uppercase\" does not match function signature",
                "1 + 's3cr3t' | threw an error during evaluation. T2002: The right side of the \"+\" operator must evaluate to a number",
                "1 < 's3cr3t' | threw an error during evaluation. T2009: The values \"...\" either side of operator must be of the same data type",
                "-'s3cr3t' | threw an error during evaluation. D1002: Cannot negate a non-numeric value: \"...\"",
                "$toMillis('s3cr3t') | threw an error during evaluation. D3110",
                "$sort([1, 's3cr3t']) | threw an error during evaluation. D3070",
                "$replace('s3cr3t', '', 'b') | threw an error during evaluation. D3010: Second argument of replace function cannot be an empty string",
                "$fromMillis(0, '[Y') | threw an error during evaluation. D3135: No matching closing bracket",
                "$fromMillis(0, '[q]') | threw an error during evaluation. D3132: Unknown component specifier \"...\" in date/time picture string",
                "$formatInteger(1, '٣4') | threw an error during evaluation. D3131: In a decimal digit pattern",
                "$decodeUrl('%') | threw an error during evaluation. D3140",
                "1/0 > 5 | threw an error during evaluation. D1001",
                "2 - 1/0 | threw an error during evaluation. D1001",
                "[1/0][0] | threw an error during evaluation. D1001",
                "$sqrt(-17) | threw an error during evaluation. D3060: The sqrt function cannot be applied to a negative number: \"...\"",
                "$formatNumber(1, 'x') | threw an error during evaluation. D3086",
                "$formatNumber(1, '0x0') | threw an error during evaluation. D3086",
                "$formatNumber(1, '0;0;0') | threw an error during evaluation. D3080",
                "$formatNumber(1, '0.0.0') | threw an error during evaluation. D3081",
                "$formatNumber(1, '0#') | threw an error during evaluation. D3090",
                "$hash('a', 'SHA-3') | threw an error during evaluation.",
                "$range(1, 900000, 1) | threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage",
                "$range(1, 2, 0) | returned nothing (undefined).",
                "$range(2, 1, 1) | returned nothing (undefined).",
                "$partition([1], 0) | threw an error during evaluation.",
                "$parse('{') | threw an error during evaluation.",
                "( $f := function($n){ 1 + $f($n + 1) }; $f(1) ) | threw an error during evaluation: Stack overflow error"
            })
    void anExpressionThatFailsIsRecorded(String expression, String problem) {
        String execution = pass("\"Output\": {\"x\": \"{% " + expression + " %}\"}");
        LocalExecution ended = bench.ended(execution);

        List<HistoryEvent> events = bench.history(execution);

        assertThat(ended.error()).contains("States.QueryEvaluationError");
        assertThat(ended.cause().orElseThrow())
                .startsWith("An error occurred while executing the state 'S' (entered at the event id #2). The JSONata"
                        + " expression '" + expression + "' specified for the field 'Output/x' " + problem);
        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .containsExactly("ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed");
        assertThat(events).extracting(HistoryEvent::previousEventId).containsExactly(0L, 0L, 0L, 3L);
        assertThat(events.get(2).evaluationFailedEventDetails().location()).isEqualTo("Output/x");
        assertThat(events.get(2).evaluationFailedEventDetails().state()).isEqualTo("S");
        assertThat(events.get(2).evaluationFailedEventDetails().error()).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void aTaskHandsItsTokenOutInItsArgumentsAndSeesItsResult() {
        String execution = bench.run(
                machine(waiting("\"Output\": {\"id\": \"{% $states.result.receipt %}\", \"n\":"
                        + " \"{% $states.input.n %}\"}, \"End\": true")),
                "{\"n\": 1}");
        String token = bench.token();
        bench.succeed(token, "{\"receipt\": \"r1\"}");

        assertThat(bench.ended(execution).output()).contains("{\"id\":\"r1\",\"n\":1}");
        assertThat(bench.stepFunctions.topics().published(bench.topicArn).get(0).message())
                .isEqualTo("{\"token\":\"" + token + "\",\"n\":1}");
    }

    @Test
    void withoutOutputTheResultIsTheOutput() {
        String execution = bench.run(machine(waiting("\"End\": true")), "{\"n\": 1}");
        bench.succeed(bench.token(), "42");

        assertThat(bench.ended(execution).output()).contains("42");
    }

    @Test
    void catchSeesTheErrorAndMayShapeIt() {
        String definition = machine(
                        waiting(
                                "\"End\": true, \"Catch\": [{\"ErrorEquals\": [\"Mine\"], \"Next\": \"C\","
                                        + " \"Output\": \"{% $states.errorOutput.Cause & '!' %}\", \"Assign\": {\"error\":"
                                        + " \"{% $states.errorOutput.Error %}\"}}, {\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"D\"}]"))
                .replace(
                        "\"States\": {",
                        "\"States\": {\"C\": {\"Type\": \"Succeed\", \"Output\": [\"{% $error %}\","
                                + " \"{% $states.input %}\"]}, \"D\": {\"Type\": \"Succeed\"}, ");
        String shaped = bench.run(definition, "{\"n\": 1}");
        bench.fail(bench.token(), "Mine", "because");
        String plain = bench.run(definition, "{\"n\": 1}");
        bench.fail(bench.token(), "Other", "because");

        assertThat(bench.ended(shaped).output()).contains("[\"Mine\",\"because!\"]");
        assertThat(bench.ended(plain).output()).contains("{\"Error\":\"Other\",\"Cause\":\"because\"}");
    }

    @Test
    void anEvaluationErrorCanBeCaught() {
        String definition = "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {"
                + waiting("\"Output\": \"{% $none %}\", \"End\": true, \"Catch\": [{\"ErrorEquals\":"
                        + " [\"States.QueryEvaluationError\"], \"Next\": \"C\"}]")
                + "}, \"C\": {\"Type\": \"Succeed\", \"Output\": \"{% $states.input.Error %}\"}}}";
        String execution = bench.run(definition, "{\"n\": 1}");
        bench.succeed(bench.token(), "1");

        assertThat(bench.ended(execution).output()).contains("\"States.QueryEvaluationError\"");
    }

    @Test
    void limitsAndTimesMayBeExpressions() {
        String limited = bench.run(
                machine(waiting("\"TimeoutSeconds\": \"{% $states.input.n * 100 %}\", \"HeartbeatSeconds\":"
                        + " \"{% $states.input.n * 10 %}\", \"End\": true")),
                "{\"n\": 1}");
        bench.token();
        String waiting = bench.run(
                machine(
                        "\"Type\": \"Wait\", \"Seconds\": \"{% $states.input.n %}\", \"Output\": \"done\", \"End\": true"),
                "{\"n\": 5}");
        bench.advance(11);

        assertThat(bench.ended(limited).error()).contains("States.Timeout");
        assertThat(bench.history(limited).get(2).taskScheduledEventDetails().timeoutInSeconds())
                .isEqualTo(100);
        assertThat(bench.history(limited).get(2).taskScheduledEventDetails().heartbeatInSeconds())
                .isEqualTo(10);
        assertThat(bench.ended(waiting).output()).contains("\"done\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Type\": \"Wait\", \"Timestamp\": \"{% 'soon' %}\", \"End\": true | Timestamp | date-time format string: soon",
                "\"Type\": \"Wait\", \"Seconds\": \"{% 'x' %}\", \"End\": true | Seconds | cannot be parsed as a long value: x",
                "\"Type\": \"Map\", \"Items\": \"{% 1 %}\", \"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}, \"End\": true | Items | Expected 'array', but was 'number' for value: 1",
                "\"Type\": \"Map\", \"Items\": \"{% 'a' %}\", \"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}, \"End\": true | Items | Expected 'array', but was 'string' for value: \"a\"",
                "\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{% 1 %}\", \"Next\": \"E\"}] | Choices[0]/Condition | Expected 'boolean', but was 'number' for value: 1",
                "\"Type\": \"Fail\", \"Error\": \"{% 1 %}\" | Error | must be a string"
            })
    void aValueOfTheWrongTypeFailsTheStateWhereItStands(String state, String location, String problem) {
        String definition =
                machine(state).replace("\"States\": {\"S\"", "\"States\": {\"E\": {\"Type\": \"Succeed\"}, \"S\"");
        String execution = bench.run(state.contains("\"E\"") ? definition : machine(state), "{\"n\": 1}");
        LocalExecution ended = bench.ended(execution);

        HistoryEvent failed = bench.history(execution).get(2);

        assertThat(ended.error()).contains("States.QueryEvaluationError");
        assertThat(ended.cause().orElseThrow()).contains(problem);
        assertThat(failed.evaluationFailedEventDetails().location()).isEqualTo(location);
    }

    @Test
    void choicesAreConditions() {
        String definition =
                "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Choice\","
                        + " \"Output\": \"default\", \"Default\": \"E\", \"Choices\": ["
                        + "{\"Condition\": \"{% $states.input.n > 5 %}\", \"Output\": \"{% $states.input.n %}\", \"Next\": \"E\"},"
                        + "{\"Condition\": \"{% $states.input.n > 3 %}\", \"Next\": \"E\"}]},"
                        + " \"E\": {\"Type\": \"Succeed\"}}}";

        assertThat(bench.ended(bench.run(definition, "{\"n\": 6}")).output()).contains("6");
        assertThat(bench.ended(bench.run(definition, "{\"n\": 4}")).output()).contains("{\"n\":4}");
        assertThat(bench.ended(bench.run(definition, "{\"n\": 1}")).output()).contains("\"default\"");
    }

    @Test
    void mapAndParallelStatesSpeakJsonataInside() {
        String definition =
                machine("\"Type\": \"Map\", \"Items\": \"{% $states.input.list %}\", \"ItemSelector\": {\"v\":"
                        + " \"{% $states.context.Map.Item.Value * 10 %}\"}, \"ItemProcessor\": {\"StartAt\": \"P\", \"States\": {"
                        + "\"P\": {\"Type\": \"Parallel\", \"Arguments\": \"{% $states.input.v %}\", \"Branches\": [{\"StartAt\": \"B\","
                        + " \"States\": {\"B\": {\"Type\": \"Pass\", \"Output\": \"{% $states.input +"
                        + " $states.context.Map.Item.Index %}\", \"End\": true}}}], \"Output\": \"{% $states.result[0] %}\","
                        + " \"End\": true}}}, \"End\": true");

        assertThat(bench.ended(bench.run(definition, "{\"list\": [1, 2]}")).output())
                .contains("[10,21]");
    }

    @Test
    void statesOfBothLanguagesPassDataAndVariablesOn() {
        String definition = "{\"StartAt\": \"S\", \"States\": {"
                + "\"S\": {\"Type\": \"Pass\", \"Assign\": {\"x.$\": \"$.n\"}, \"Next\": \"T\"},"
                + "\"T\": {\"Type\": \"Pass\", \"QueryLanguage\": \"JSONata\", \"Assign\": {\"y\": \"{% $x + 1 %}\"},"
                + " \"Output\": {\"z\": \"{% $x * 10 %}\"}, \"Next\": \"U\"},"
                + "\"U\": {\"Type\": \"Pass\", \"Parameters\": {\"x.$\": \"$x\", \"y.$\": \"$y\", \"z.$\": \"$.z\"},"
                + " \"End\": true}}}";

        assertThat(bench.ended(bench.run(definition, "{\"n\": 1}")).output()).contains("{\"x\":1,\"y\":2,\"z\":10}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Type\": \"Pass\", \"Output\": \"{% ( %}\", \"End\": true | INVALID_JSONATA_EXPRESSION: Expected \")\" before end of expression",
                "\"Type\": \"Pass\", \"Parameters\": {}, \"End\": true | 'Parameters' is only supported for the 'JSONPath' QueryLanguage",
                "\"Type\": \"Pass\", \"Result\": 1, \"End\": true | 'Result' is only supported for",
                "\"Type\": \"Wait\", \"SecondsPath\": \"$.n\", \"End\": true | 'SecondsPath' is only supported for",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.n\", \"IsNull\": true, \"Next\": \"S\"}] | Field 'Variable'",
                "\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"yes\", \"Next\": \"S\"}] | BOOLEAN or a JSONata",
                "\"Type\": \"Choice\", \"Choices\": [{\"Next\": \"S\"}] | These fields are required: [Condition] at /States/S/Choices[0]",
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Arguments\": {\"Message\": 1}, \"End\": true | 'TopicArn' is required",
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Arguments\": {\"Message.$\": 1, \"TopicArn\": \"t\"}, \"End\": true | 'Message' is required",
                "\"Type\": \"Fail\", \"ErrorPath\": \"$.x\" | 'ErrorPath' is only supported for"
            })
    void refusesWhatIsNotJsonata(String state, String problem) {
        assertThatThrownBy(() -> bench.create(machine(state)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aCauseNamesTheFieldWithTheListItStandsIn() {
        String second = bench.run(
                machine("\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{% false %}\", \"Next\": \"E\"},"
                                + " {\"Condition\": \"{% $states.input.gone %}\", \"Next\": \"E\"}]")
                        .replace("\"States\": {\"S\"", "\"States\": {\"E\": {\"Type\": \"Succeed\"}, \"S\""),
                "{}");
        String caught = bench.run(
                machine(waiting("\"End\": true, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"E\","
                                + " \"Output\": {\"a\": [\"{% $states.input.gone %}\"]}}]"))
                        .replace("\"States\": {\"S\"", "\"States\": {\"E\": {\"Type\": \"Succeed\"}, \"S\""),
                "{\"n\": 1}");
        bench.fail(bench.token(), "Mine", "because");

        assertThat(bench.ended(second).cause().orElseThrow())
                .contains("field 'Choices[1]/Condition' returned nothing (undefined)");
        assertThat(bench.ended(caught).cause().orElseThrow())
                .contains("field 'Catch[0]/Output/a[0]' returned nothing (undefined)");
    }

    private String pass(String output) {
        return bench.run(
                machine("\"Type\": \"Pass\", \"End\": true, " + output),
                "{\"n\": 3, \"list\": [1, 2], \"nothing\": null}");
    }

    private String waiting(String more) {
        return "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish.waitForTaskToken\", \"Arguments\":"
                + " {\"TopicArn\": \"" + bench.topicArn + "\", \"Message\": {\"token\":"
                + " \"{% $states.context.Task.Token %}\", \"n\": \"{% $states.input.n %}\"}}, " + more;
    }

    private static String machine(String state) {
        return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {" + state + "}}}";
    }
}
