package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What paths select, and what is said of those that select nothing. */
class PathsIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Type':'Pass','Parameters':{'m.$':'$.gone'},'End':true | The JSONPath '$.gone' specified for the field 'm.$' could not be found in the input",
                "'Type':'Pass','Parameters':{'a':[{'m.$':'States.Format(`{}`, $.gone)'}],'n':1},'End':true | The JSONPath '$.gone' specified for the field 'm.$' could not be found in the input",
                "'Type':'Fail','ErrorPath':'$.gone' | The JSONPath '$.gone' specified for the field 'ErrorPath' could not be found in the input",
                "'Type':'Pass','InputPath':'$.gone','End':true | Invalid path '$.gone' : No results for path: $['gone']",
                "'Type':'Pass','OutputPath':'$.no.way','End':true | Invalid path '$.no.way' : Missing property in path $['no']",
                "'Type':'Wait','SecondsPath':'$.gone','End':true | The SecondsPath parameter does not reference an input value: $.gone"
            })
    void aPathThatFindsNothingNamesItsField(String state, String cause) {
        LocalExecution ended = bench.ended(bench.run(machine(state), "{\"a\": 1}"));

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow()).endsWith(cause).doesNotContain("\"a\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Type':'Choice','Choices':[{'Variable':'$','IsString':true,'Next':'E'}],'Default':'E'",
                "'Type':'Choice','Choices':[{'Variable':'$.a','IsPresent':true,'Next':'E'}],'Default':'E'",
                "'Type':'Pass','Parameters':{'a.$':'$.a'},'Next':'E'",
                "'Type':'Pass','InputPath':'$','Next':'E'"
            })
    void aPathCannotBeAppliedToNull(String state) {
        LocalExecution ended = bench.ended(bench.run(leadingToE(state), "null"));

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow()).endsWith("Unable to apply Path transformation to null or empty input.");
    }

    @Test
    void nullPassesWhereNoPathIsWritten() {
        String state = "'Type':'Pass','Parameters':{'name.$':'$$.State.Name'},'ResultPath':null,'Next':'E'";

        assertThat(bench.ended(bench.run(leadingToE(state), "null")).output()).contains("null");
    }

    @Test
    void aBackslashBeforeAQuoteIsPartOfAQuotedName() {
        String definition =
                Definitions.of("\"Type\": \"Pass\", \"Parameters\": {\"v.$\": \"$['a\\\\\\\"b']\"}, \"End\": true");

        assertThat(bench.ended(bench.run(definition, "{\"a\\\\\\\"b\": \"x\"}")).output())
                .contains("{\"v\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource({"Parameters", "ResultSelector"})
    void aKeyWithTheSuffixTwiceFailsTheState(String field) {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"End\": true, "
                        + (field.equals("Parameters")
                                ? "\"Parameters\": {\"TopicArn\": \"t\", \"Message\": {\"taskToken.$.$\": \"$$.State.Name\"}}"
                                : "\"Parameters\": {\"TopicArn\": \"" + bench.topicArn
                                        + "\", \"Message\": \"m\"}, \"ResultSelector\": {\"a\": {\"taskToken.$.$\":"
                                        + " \"$.MessageId\"}}")),
                "{}");

        assertThat(bench.ended(execution).error()).contains("States.Runtime");
        assertThat(bench.ended(execution).cause().orElseThrow())
                .endsWith("The value for the field 'taskToken.$' must be a valid JSONPath or a valid intrinsic function"
                        + " call");
        assertThat(bench.stepFunctions.topics().published(bench.topicArn)).hasSize(field.equals("Parameters") ? 0 : 1);
    }

    @Test
    void onlyStatesThatCanRetryHaveARetryCount() {
        String pass = "'Type':'Pass','Parameters':{'r.$':'$$.State.RetryCount'},'End':true";
        String parallel = "'Type':'Parallel','Branches':[{'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}],"
                + "'Parameters':{'r.$':'$$.State.RetryCount'},'ResultSelector':{'in.$':'$[0].r'},'End':true";

        assertThat(bench.ended(bench.run(machine(pass), "{}")).error()).contains("States.Runtime");
        assertThat(bench.ended(bench.run(machine(parallel), "{}")).output()).contains("{\"in\":0}");
    }

    private static String machine(String state) {
        return Definitions.of(json(state));
    }

    private static String leadingToE(String state) {
        return "{\"StartAt\": \"S\", \"States\": {\"S\": {" + json(state) + "}, \"E\": {\"Type\": \"Succeed\"}}}";
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }
}
