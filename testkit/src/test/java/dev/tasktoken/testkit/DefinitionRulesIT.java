package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/** What CreateStateMachine accepts and refuses; written with single quotes, and {@code `} for a single one. */
class DefinitionRulesIT {
    private static final String ITEM = "'States':{'I':{'Type':'Pass','End':true}}";

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
                "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Wait','Seconds':1,'Next':'A'} | MISSING_END_STATE: Workflow has no terminal state at null",
                "'A':{'Type':'Choice','Choices':[{'Variable':'$.n','IsNull':true,'Next':'A'}],'Default':'A'} | MISSING_END_STATE",
                "'A':{'Type':'Wait','Timestamp':'2031-05-01T10:00:00+01:00','End':true} | String does not match RFC3339 timestamp",
                "'A':{'Type':'Wait','Timestamp':'2031-05-01T10:00Z','End':true} | String does not match RFC3339 timestamp",
                "'A':{'Type':'Choice','Choices':[{'Variable':'$.t','TimestampEquals':'2031-05-01T10:00:00+00:00','Next':'B'}]},'B':{'Type':'Succeed'} | String does not match RFC3339 timestamp",
                "'A':{'Type':'Fail','ErrorPath':'States.StringToJson($.e)'} | ErrorPath",
                "'A':{'Type':'Fail','CausePath':'States.Array($.e)'} | CausePath",
                "'A':{'Type':'Wait','SecondsPath':'$..n','End':true} | Value is not a Reference Path",
                "'A':{'Type':'Wait','TimestampPath':'$.t[0,1]','End':true} | Value is not a Reference Path",
                "'A':{'Type':'Choice','Choices':[{'Variable':'$.n','NumericEqualsPath':'$.m[*]','Next':'B'}]},'B':{'Type':'Succeed'} | Value is not a Reference Path"
            })
    void refusesStates(String states, String problem) {
        assertRefused("{'StartAt':'A','States':{" + states + "}}", problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$.rows[?(@.on)]", "$.rows[*]", "$..rows", "$.rows[0:2]", "$.rows[0,1]", "$.rows.length()", "$.*"
            })
    void aPathToTheItemsNamesOnePlace(String path) {
        assertRefused(mapOver(path), "Value is not a Reference Path at /States/M/ItemsPath");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "$.rows", "$.a[0].rows", "$[`the rows`]", "$$.Execution.Input.rows", "$rows.list"})
    void takesAPathToOnePlace(String path) {
        assertThat(bench.create(json(mapOver(path)))).contains(":stateMachine:");
    }

    @Test
    void takesALoopInABranchAndNumbersAtTheirLimits() {
        String retry = "'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':0,'MaxDelaySeconds':31622400}]";
        String loop = "{'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':1,'Next':'A'}}}";

        assertThat(bench.create(json("{'StartAt':'P','TimeoutSeconds':0,'States':{'P':{'Type':'Parallel','Branches':["
                        + loop + "]," + retry + ",'End':true}}}")))
                .contains(":stateMachine:");
    }

    @Test
    void aTimeoutOfZeroIsNone() {
        String machine = bench.create(
                json("{'StartAt':'W','TimeoutSeconds':0,'States':{'W':{'Type':'Wait','Seconds':9," + "'End':true}}}"));
        String execution = bench.sfn
                .startExecution(start -> start.stateMachineArn(machine))
                .executionArn();
        bench.advance(10);

        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'v':'{% colour %}'} | UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'colour' at the top level is not supported. at /States/S/Output/v",
                "['{% $sum(prices) %}'] | Reference to 'prices' at the top level",
                "'{% $states.input.a' | JSONata string must start with {% and end with %} at /States/S/Output",
                "{'a':['$states.input.a %}']} | JSONata string must start with {% and end with %}",
                "'{% 1 + %}' | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/S/Output"
            })
    void refusesJsonata(String output, String problem) {
        assertRefused(
                "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Pass','Output':" + output
                        + ",'End':true}}}",
                problem);
    }

    @Test
    void theLanguageOfAMapOrParallelStateIsForItsOwnFields() {
        String inner = "{'StartAt':'I','States':{'I':{'Type':'Pass',%s'End':true}}}";
        String map = "{'StartAt':'M','States':{'M':{'Type':'Map','QueryLanguage':'JSONata','Items':[1],"
                + "'ItemProcessor':%s,'End':true}}}";
        String parallel = "{'StartAt':'P','States':{'P':{'Type':'Parallel','QueryLanguage':'JSONata',"
                + "'Branches':[%s],'End':true}}}";

        assertRefused(map.formatted(inner.formatted("'Output':1,")), "Output");
        assertRefused(parallel.formatted(inner.formatted("'Output':1,")), "Output");
        assertThat(bench.create(json(map.formatted(inner.formatted("'Parameters':{'v.$':'$'},")))))
                .contains(":stateMachine:");
        assertThat(bench.create(json(map.formatted(inner.formatted("'QueryLanguage':'JSONata','Output':1,")))))
                .contains(":stateMachine:");
    }

    private void assertRefused(String definition, String problem) {
        assertThatThrownBy(() -> bench.create(json(definition)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(problem);
    }

    private static String mapOver(String path) {
        return "{'StartAt':'M','States':{'M':{'Type':'Map','ItemsPath':'" + path + "','ItemProcessor':{'StartAt':'I',"
                + ITEM + "},'End':true}}}";
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }
}
