package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** InputPath, Parameters, ResultSelector, ResultPath, OutputPath and the context object. */
class DataFlowIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0", "1.10", "1E+2", "12345678901234567890", "0.1234567890123456789"})
    void aNumberStaysAsItWasWritten(String number) {
        String pass = Definitions.of("\"Type\": \"Pass\", \"Parameters\": {\"n.$\": \"$.n\"}, \"End\": true");

        LocalExecution ended = bench.ended(bench.run(pass, "{\"n\":" + number + "}"));

        assertThat(ended.output()).contains("{\"n\":" + number + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Next\": \"End\"                                       | {\"a\":{\"b\":1},\"c\":[2,3]}",
                "\"InputPath\": \"$.a\", \"Next\": \"End\"               | {\"b\":1}",
                "\"InputPath\": null, \"Next\": \"End\"                  | {}",
                "\"Result\": {\"r\": 1}, \"Next\": \"End\"               | {\"r\":1}",
                "\"Result\": 1, \"ResultPath\": \"$.a.x\", \"Next\": \"End\" | {\"a\":{\"b\":1,\"x\":1},\"c\":[2,3]}",
                "\"Result\": 1, \"ResultPath\": null, \"Next\": \"End\"  | {\"a\":{\"b\":1},\"c\":[2,3]}",
                "\"Parameters\": {\"p.$\": \"$.c[1]\"}, \"Next\": \"End\"  | {\"p\":3}",
                "\"OutputPath\": \"$.c\", \"Next\": \"End\"              | [2,3]",
                "\"OutputPath\": null, \"Next\": \"End\"                 | {}",
                "\"InputPath\": \"$$.State\", \"OutputPath\": \"$.Name\", \"Next\": \"End\" | \"S\""
            })
    void passesDataThroughItsFields(String fields, String expected) {
        String definition = "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", " + fields
                + "}, \"End\": {\"Type\": \"Succeed\"}}}";

        LocalExecution ended = bench.ended(bench.run(definition, "{\"a\": {\"b\": 1}, \"c\": [2, 3]}"));

        assertThat(ended.output()).contains(expected);
    }

    @Test
    void combinesTheResultOfATaskWithItsInput() {
        String execution = bench.run(
                Definitions.of(bench.waiting("\"ResultSelector\": {\"id.$\": \"$.receipt\"}, \"ResultPath\":"
                        + " \"$.payment\", \"OutputPath\": \"$.payment\", \"End\": true")),
                "{\"n\": 1}");
        bench.succeed(bench.token(), "{\"receipt\": \"r1\", \"rest\": 2}");

        assertThat(bench.ended(execution).output()).contains("{\"id\":\"r1\"}");
    }

    @Test
    void aPathThatIsNotInTheResultFailsTheExecution() {
        String execution = bench.runWaiting("\"OutputPath\": \"$.none\", \"End\": true");
        bench.succeed(bench.token(), "{}");

        assertThat(bench.ended(execution).error()).contains("States.Runtime");
    }

    @Test
    void theContextObjectNamesExecutionMachineAndState() throws Exception {
        String definition =
                Definitions.of("\"Type\": \"Pass\", \"Parameters\": {\"context.$\": \"$$\"}, \"End\": true");
        String execution = bench.run(definition, "{\"n\": 1}");

        JsonNode context = Json.MAPPER
                .readTree(bench.ended(execution).output().orElseThrow())
                .get("context");

        assertThat(context.at("/Execution/Id").textValue()).isEqualTo(execution);
        assertThat(context.at("/Execution/Name").textValue()).isEqualTo(execution.replaceAll(".*:", ""));
        assertThat(context.at("/Execution/Input/n").intValue()).isEqualTo(1);
        assertThat(context.at("/Execution/RoleArn").textValue()).isEqualTo(Workbench.ROLE);
        assertThat(context.at("/Execution/StartTime").textValue()).endsWith("Z");
        assertThat(context.at("/StateMachine/Id").textValue()).contains(":stateMachine:m-");
        assertThat(context.at("/StateMachine/Name").textValue()).startsWith("m-");
        assertThat(context.at("/State/Name").textValue()).isEqualTo("S");
        assertThat(context.at("/State/RetryCount").intValue()).isZero();
        assertThat(context.has("Task")).isFalse();
    }

    @Test
    void aTokenKeyWithoutItsSuffixSendsTheLiteralText() {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish.waitForTaskToken\","
                        + " \"Parameters\": {\"TopicArn\": \"" + bench.topicArn
                        + "\", \"Message\": {\"TaskToken\": \"$$.Task.Token\"}}, \"TimeoutSeconds\": 5, \"End\": true"),
                "{}");
        bench.token();

        assertThat(bench.stepFunctions.topics().published(bench.topicArn))
                .extracting(PublishedMessage::message)
                .containsExactly("{\"TaskToken\":\"$$.Task.Token\"}");
        bench.advance(6);
        assertThat(bench.ended(execution).error()).contains("States.Timeout");
    }

    @Test
    void aDefinitionThatNeverMentionsTheTokenWaitsAllTheSame() {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish.waitForTaskToken\","
                        + " \"Parameters\": {\"TopicArn\": \"" + bench.topicArn
                        + "\", \"Message\": \"hello\"}, \"End\": true"),
                "{}");
        bench.succeed(bench.token(), "1");

        assertThat(bench.ended(execution).output()).contains("1");
    }

    @Test
    void aPlainTaskHasNoToken() {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Parameters\":"
                        + " {\"TopicArn\": \"" + bench.topicArn
                        + "\", \"Message.$\": \"$$.Task.Token\"}, \"End\": true"),
                "{}");

        assertThat(bench.ended(execution).error()).contains("States.Runtime");
    }

    @Test
    void dataThatNestsWithoutEndFailsTheExecutionOnly() {
        String definition =
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Parameters\": {\"a.$\": \"$\"},"
                        + " \"Next\": \"B\"}, \"B\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.end\","
                        + " \"IsPresent\": true, \"Next\": \"C\"}], \"Default\": \"A\"}, \"C\": {\"Type\": \"Succeed\"}}}";

        assertThat(bench.ended(bench.run(definition, "{}")).error()).contains("States.Runtime");
    }

    @Test
    void aLoopWithoutEndStopsAtTheHistorysLimit() {
        String definition = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"},"
                + " \"B\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.end\", \"IsPresent\": true,"
                + " \"Next\": \"C\"}], \"Default\": \"A\"}, \"C\": {\"Type\": \"Succeed\"}}}";

        assertThat(bench.ended(bench.run(definition, "{}")).cause().orElseThrow())
                .contains("maximum number of history events");
    }
}
