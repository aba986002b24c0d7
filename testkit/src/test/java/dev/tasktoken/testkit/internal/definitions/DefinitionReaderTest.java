package dev.tasktoken.testkit.internal.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.internal.values.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All problems of a definition at once; written with single quotes. */
class DefinitionReaderTest {
    private final DefinitionReader reader = new DefinitionReader(task -> {
        throw task.refuse("The resource provided " + task.text("Resource") + " is not supported", "Resource");
    });

    @Test
    void namesEveryProblemOfADefinitionAtOnce() {
        String definition = "{'StartAt':'Charge','Extra':1,'States':{"
                + "'Charge':{'Type':'Task','Resource':'r','Paramters':{},'TimeoutSeconds':0,'ResultPath':'a',"
                + "'Retry':[{'MaxAttempts':-1}],'Catch':[{'ErrorEquals':['E']},1],'Next':'Route'},"
                + "'Route':{'Type':'Choice','Choices':[{'Variable':'$.a','StringEqual':'x','Next':'Gone'},{}]},"
                + "'Lost':{'Type':'Pass','Parameters':{'a.$':'b','c.$':'States.Formatt(1)'},'End':true}}}";

        assertThat(problems(definition))
                .containsExactlyInAnyOrder(
                        "SCHEMA_VALIDATION_FAILED: Field 'Extra' is not supported by LocalStepFunctions here at /",
                        "SCHEMA_VALIDATION_FAILED: Field 'Paramters' is not supported, did you mean 'Parameters' at /States/Charge",
                        "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/Charge/ResultPath",
                        "SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /States/Charge/TimeoutSeconds",
                        "SCHEMA_VALIDATION_FAILED: These fields are required: [ErrorEquals] at /States/Charge/Retry[0]",
                        "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/Charge/Retry[0]/MaxAttempts",
                        "SCHEMA_VALIDATION_FAILED: Value is not an OBJECT at /States/Charge/Catch[1]",
                        "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/Charge/Catch[0]",
                        "SCHEMA_VALIDATION_FAILED: The resource provided r is not supported at /States/Charge/Resource",
                        "SCHEMA_VALIDATION_FAILED: Comparison 'StringEqual' is not supported by Step Functions, did you mean 'StringEquals' at /States/Route/Choices[0]/StringEqual",
                        "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/Route/Choices[1]",
                        "SCHEMA_VALIDATION_FAILED: A rule has a Variable and exactly one comparison at /States/Route/Choices[1]/Variable",
                        "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/Lost/Parameters",
                        "SCHEMA_VALIDATION_FAILED: The value for the field 'c.$' must be a valid JSONPath or a valid intrinsic function call (there is no function States.Formatt, did you mean 'Format') at /States/Lost/Parameters",
                        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /States/Route/Choices[0]/Next",
                        "MISSING_TRANSITION_TARGET: State \"Lost\" is not reachable. at /States/Lost");
    }

    @Test
    void refusesADefinitionWithAllItsProblemsInOneMessage() {
        String definition = "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'C'},'B':{'Type':'Pass','End':true}}}";

        assertThatThrownBy(() -> reader.read(json(definition)))
                .hasMessage("Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: C at"
                        + " /States/A/Next, MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B'");
    }

    @Test
    void aSoundDefinitionHasNone() {
        String definition = "{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}}";

        assertThat(problems(definition)).isEmpty();
        assertThat(reader.read(json(definition)).graph().states()).containsOnlyKeys("A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'A':{'Type':'Pass','Nxt':'B'},'B':{'Type':'Succeed'} | Field 'Nxt' is not supported, did you mean 'Next' at /States/A | This object should have only one of the following fields: [Next, End] at /States/A",
                "'A':{'Type':'Pas','Next':'B'},'B':{'Type':'Pass','End':1} | these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map], did you mean 'Pass' at /States/A/Type | Value is not a BOOLEAN at /States/B/End",
                "'A':{'Next':'B'},'B':{'Type':'Fail','Eror':'e'} | These fields are required: [Type] at /States/A | did you mean 'Error' at /States/B",
                "'A':1,'B':{'Type':'Wait','End':true} | Value is not an OBJECT at /States/A | Exactly one of Seconds, Timestamp",
                "'A':{'Type':'Wait','Seconds':-1,'End':false} | Value must be true at /States/A/End | Minimum value is 0 at /States/A/Seconds",
                "'A':{'Type':'Fail','ErrorPath':'x','CausePath':'States.Array(1)'} | Value must be a valid JSONPath. at /States/A/ErrorPath | must return a text at /States/A/CausePath",
                "'A':{'Type':'Map','ItemsPath':'$..a','End':true} | Value is not a Reference Path at /States/A/ItemsPath | only one of the following fields: [ItemProcessor, Iterator] at /States/A",
                "'A':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Pass'}}},'Retry':1} | Value is not an ARRAY at /States/A/Retry | [Next, End] at /States/A/ItemProcessor/States/I",
                "'A':{'Type':'Parallel','End':true,'Branches':[{'States':{}},{'StartAt':'B','States':{'B':{'Type':'Pass','Next':'C'}}}]} | These fields are required: [StartAt] at /States/A/Branches[0] | Missing 'Next' target: C at /States/A/Branches[1]/States/B/Next",
                "'A':{'Type':'Pass','QueryLanguage':'JSONata','Output':['{% a + b %}','{% 1 + %}'],'End':true} | Reference to 'a' at the top level is not supported. at /States/A/Output[0] | Reference to 'b' at the top level is not supported. at /States/A/Output[0]",
                "'A':{'Type':'Pass','QueryLanguage':'JSONata','Output':['{% 1 + %}'],'InputPath':'$','End':true} | INVALID_JSONATA_EXPRESSION | 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A/InputPath"
            })
    void aProblemHidesNoOther(String states, String first, String second) {
        List<String> found = problems("{'StartAt':'A','States':{" + states + "}}");

        assertThat(found)
                .anySatisfy(problem -> assertThat(problem).contains(first))
                .anySatisfy(problem -> assertThat(problem).contains(second));
        assertThat(found).noneMatch(one -> one.contains("not reachable") || one.contains("MISSING_END_STATE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "null",
            value = {
                "~~ | SCHEMA_VALIDATION_FAILED | Definition must be a valid JSON object | null",
                "[] | SCHEMA_VALIDATION_FAILED | Definition must be a valid JSON object | null",
                "{} | SCHEMA_VALIDATION_FAILED | These fields are required: [States, StartAt] | /",
                "{'States':{'A':{'Type':'Succeed'}}} | SCHEMA_VALIDATION_FAILED | These fields are required: [StartAt] | /",
                "{'StartAt':'A','States':{}} | SCHEMA_VALIDATION_FAILED | Value cannot be empty | /States",
                "{'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':1,'Next':'A'}}} | MISSING_END_STATE | Workflow has no terminal state | null",
                "{'StartAt':'S','QueryLanguage':'JSONata','States':{'S':{'Type':'Succeed','QueryLanguage':'JSONPath'}}} | SCHEMA_VALIDATION_FAILED | 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine | /States/S"
            })
    void saysWhatIsWrongWithTheWhole(String definition, String code, String message, String location) {
        assertThat(reader.diagnose(json(definition))).containsExactly(new Diagnostic(code, message, location));
    }

    @Test
    void saysWhereATextIsNoJson() {
        Diagnostic problem = reader.diagnose("not a definition").get(0);

        assertThat(problem.code()).isEqualTo("INVALID_JSON_DESCRIPTION");
        assertThat(problem.message())
                .startsWith("Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token");
        assertThat(problem.location()).isEqualTo("[Source: (String)\"not a definition\"; line: 1, column: 1]");
    }

    private List<String> problems(String definition) {
        return reader.diagnose(json(definition)).stream()
                .map(Diagnostic::toString)
                .toList();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
