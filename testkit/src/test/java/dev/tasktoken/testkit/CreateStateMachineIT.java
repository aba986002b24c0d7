package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** What a definition may say, and that the rest is refused by its name. */
class CreateStateMachineIT {
    private static final String PASS = Definitions.of("\"Type\": \"Pass\", \"End\": true");
    private static final String SNS = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish";

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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | INVALID_JSON_DESCRIPTION",
                "[] | must be a valid JSON object",
                "{} | These fields are required: [States, StartAt] at /",
                "{\"StartAt\": \"S\"} | These fields are required: [States] at /",
                "{\"StartAt\": \"X\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}} | MISSING_TRANSITION_TARGET",
                "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", \"Next\": \"X\"}}} | Missing 'Next' target: X",
                "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}, \"T\": {\"Type\": \"Succeed\"}}} | not reachable",
                "{\"StartAt\": \"S\", \"QueryLanguage\": \"XPath\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}} | [JSONPath, JSONata]",
                "{\"StartAt\": \"S\", \"QueryLanguage\": \"JSONata\", \"States\": {\"S\": {\"Type\": \"Succeed\", \"QueryLanguage\": \"JSONPath\"}}} | can not be 'JSONPath'",
                "{\"StartAt\": \"S\", \"Version\": \"2.0\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}} | one of the following: [1.0] at /Version",
                "{\"StartAt\": \"S\", \"Extra\": 1, \"States\": {\"S\": {\"Type\": \"Succeed\"}}} | Field 'Extra'"
            })
    void refusesAMachineThatIsNotWhole(String definition, String problem) {
        assertThatThrownBy(() -> bench.create(definition))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Type\": \"Activity\" | The field 'Type' should have one of these values",
                "\"Type\": \"Choice\" | cannot be empty at /States/S/Choices",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsNull\": true}] | fields are required: [Next] at /States/S/Choices[0]",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsNull\": true, \"Next\": \"X\"}] | Missing 'Next' target: X",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"Next\": \"S\"}] | exactly one comparison",
                "\"Type\": \"Choice\", \"Choices\": [{\"IsNull\": true, \"Next\": \"S\"}] | exactly one comparison",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsNull\": true, \"IsString\": true, \"Next\": \"S\"}] | exactly one comparison",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"StringLike\": \"a\", \"Next\": \"S\"}] | 'StringLike' is not supported",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsNullPath\": \"$.b\", \"Next\": \"S\"}] | 'IsNullPath' is not supported",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"NumericEquals\": \"1\", \"Next\": \"S\"}] | not of the type",
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"TimestampEquals\": \"soon\", \"Next\": \"S\"}] | not of the type",
                "\"Type\": \"Choice\", \"Choices\": [{\"And\": [], \"Next\": \"S\"}] | cannot be empty at /States/S/Choices[0]/And",
                "\"Type\": \"Choice\", \"Choices\": [{\"Not\": {\"Variable\": \"$.a\", \"IsNull\": true, \"Next\": \"S\"}, \"Next\": \"S\"}] | exactly one comparison",
                "\"Type\": \"Choice\", \"Choices\": [{\"Or\": [{\"Variable\": \"$.a\", \"IsNull\": true}], \"Variable\": \"$.a\", \"Next\": \"S\"}] | stands alone",
                "\"Type\": \"Choice\", \"Condition\": \"{% true %}\" | Field 'Condition'",
                "\"Type\": \"Wait\", \"End\": true | Exactly one of Seconds, Timestamp",
                "\"Type\": \"Wait\", \"Seconds\": 1, \"SecondsPath\": \"$.a\", \"End\": true | Exactly one of Seconds, Timestamp",
                "\"Type\": \"Wait\", \"Seconds\": -1, \"End\": true | Minimum value is 0",
                "\"Type\": \"Wait\", \"Timestamp\": \"2026-01-01\", \"End\": true | does not match RFC3339 timestamp",
                "\"Type\": \"Parallel\", \"Branches\": [], \"End\": true | cannot be empty at /States/S/Branches",
                "\"Type\": \"Parallel\", \"Branches\": [{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}], \"End\": true | DUPLICATE_STATE_NAME: Duplicate State name: S",
                "\"Type\": \"Parallel\", \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\": \"Pass\", \"Next\": \"S\"}}}], \"End\": true | Missing 'Next' target: S",
                "\"Type\": \"Map\", \"End\": true | should have only one of the following fields: [ItemProcessor, Iterator]",
                "\"Type\": \"Map\", \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\"}, \"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}, \"End\": true | mode DISTRIBUTED is not supported",
                "\"Type\": \"Map\", \"ItemReader\": {}, \"End\": true | Field 'ItemReader'",
                "\"Type\": \"Map\", \"ToleratedFailureCount\": -1, \"End\": true | Minimum value is 0 at /States/S/ToleratedFailureCount",
                "\"Type\": \"Map\", \"ToleratedFailurePercentage\": -1, \"End\": true | at /States/S/ToleratedFailurePercentage",
                "\"Type\": \"Map\", \"ToleratedFailurePercentage\": 100.5, \"End\": true | Maximum value is 100 at /States/S/ToleratedFailurePercentage",
                "\"Type\": \"Map\", \"ToleratedFailurePercentage\": 1, \"ToleratedFailurePercentagePath\": \"$.x\", \"End\": true | [ToleratedFailurePercentage, ToleratedFailurePercentagePath]",
                "\"Type\": 1 | not a STRING at /States/S/Type",
                "\"Type\": \"Pass\" | This object should have only one of the following fields: [Next, End]",
                "\"Type\": \"Pass\", \"End\": true, \"Next\": \"S\" | There should only be one of the following fields: [Next, End]",
                "\"Type\": \"Pass\", \"End\": false | must be true",
                "\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"states\": 1} | 'states' cannot be the name",
                "\"Type\": \"Pass\", \"End\": true, \"QueryLanguage\": \"JSONata\", \"InputPath\": \"$\" | QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
                "\"Type\": \"Pass\", \"End\": true, \"Parameters\": {\"id.$\": \"States.UUID(1)\"} | does not take 1",
                "\"Type\": \"Pass\", \"End\": true, \"InputPath\": \"x\" | JSONPath. at /States/S/InputPath",
                "\"Type\": \"Succeed\", \"Output\": 1 | 'Output' is only supported for the 'JSONata'",
                "\"Type\": \"Fail\", \"Error\": \"a\", \"ErrorPath\": \"$\" | There should only be one of the following fields: [Error, ErrorPath]"
            })
    void refusesAStateItCannotRun(String state, String problem) {
        assertThatThrownBy(() -> bench.create(Definitions.of(state)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::ecs:runTask\", \"End\": true | ecs:runTask",
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true | 'FunctionName' is required",
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f.waitForTaskToken\", \"End\": true | or lambda:invoke)",
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:function:f\", \"End\": true | or lambda:invoke)",
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:f\", \"End\": true | or lambda:invoke)",
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\", \"End\": true | SqsClient",
                SNS + ".sync\", \"End\": true | sns:publish.sync",
                SNS + "\", \"End\": true | 'Message' is required",
                SNS + "\", \"Parameters\": {\"Message.$\": \"$\"}, \"End\": true | 'TopicArn' is required",
                SNS
                        + "\", \"Parameters\": {\"TopicArn\": \"t\", \"Message\": 1, \"X.$\": \"$\"}, \"End\": true | 'X' is not"
            })
    void refusesAResourceItDoesNotHave(String state, String problem) {
        assertThatThrownBy(() -> bench.create(Definitions.of(state)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"TimeoutSeconds\": 0 | Minimum value is 1",
                "\"TimeoutSeconds\": 100000000 | Maximum value is 99999999",
                "\"TimeoutSeconds\": \"1\" | Expected value of type Integer",
                "\"TimeoutSeconds\": 5, \"HeartbeatSeconds\": 5 | smaller than TimeoutSeconds",
                "\"TimeoutSeconds\": 5, \"TimeoutSecondsPath\": \"$.x\" | There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath]",
                "\"Retry\": {} | not an ARRAY",
                "\"Catch\": [1] | not an OBJECT at /States/S/Catch[0]",
                "\"Catch\": [{\"ErrorEquals\": [\"E\"], \"Next\": \"X\"}] | Missing 'Next' target: X",
                "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\", \"E\"], \"Next\": \"S\"}] | alone and at end of list",
                "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}, {\"ErrorEquals\": [\"E\"]}] | alone and at end of list",
                "\"Credentials\": {} | The field 'RoleArn' is required but was missing at /States/S/Credentials",
                "\"Credentials\": {\"Role\": \"r\"} | The field 'RoleArn' is required but was missing at /States/S/Credentials",
                "\"Credentials\": {\"RoleArn\": \"r\", \"Extra\": 1} | Field 'Extra'"
            })
    void refusesATaskWithFieldsThatCannotBe(String more, String problem) {
        assertThatThrownBy(() -> bench.create(Definitions.of(bench.waiting(more + ", \"End\": true"))))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesExpressWorkflows() {
        String waiting = Definitions.of(bench.waiting("\"End\": true"));

        assertThatThrownBy(() -> createExpress(waiting))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(".waitForTaskToken");
        assertThatThrownBy(() -> createExpress(PASS)).isInstanceOf(StateMachineTypeNotSupportedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a*", "a:b", "{a}", "a\tb"})
    void refusesNamesWithForbiddenCharacters(String name) {
        assertThatThrownBy(() -> create(name, PASS)).isInstanceOf(InvalidNameException.class);
    }

    @Test
    void refusesWhatIsMissingOrTooLong() {
        assertThatThrownBy(() -> create("n".repeat(81), PASS)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create("n", "")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> bench.sfn.createStateMachine(m -> m.name("n").definition(PASS)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'roleArn'");
        assertThatThrownBy(() -> bench.sfn.createStateMachine(
                        m -> m.name("n").definition(PASS).roleArn("role")))
                .isInstanceOf(InvalidArnException.class);
        assertThatThrownBy(() -> bench.sfn.createStateMachine(m ->
                        m.name("n").definition(PASS).roleArn(Workbench.ROLE).publish(true)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> bench.sfn.createStateMachine(m ->
                        m.name("n").definition(PASS).roleArn(Workbench.ROLE).type("OTHER")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void creatingTheSameMachineTwiceIsOneMachine() {
        String first = create("same", PASS);

        assertThat(create("same", PASS)).isEqualTo(first);
        assertThatThrownBy(() -> create("same", Definitions.of("\"Type\": \"Succeed\"")))
                .isInstanceOf(StateMachineAlreadyExistsException.class);
    }

    @Test
    void describesTheConfigurationsThatAMachineHasByItself() {
        String arn = bench.create(Definitions.of("\"Type\": \"Succeed\""));

        DescribeStateMachineResponse machine = bench.sfn.describeStateMachine(d -> d.stateMachineArn(arn));

        assertThat(machine.loggingConfiguration().levelAsString()).isEqualTo("OFF");
        assertThat(machine.loggingConfiguration().includeExecutionData()).isFalse();
        assertThat(machine.tracingConfiguration().enabled()).isFalse();
        assertThat(machine.encryptionConfiguration().typeAsString()).isEqualTo("AWS_OWNED_KEY");
    }

    @Test
    void describesAMachineUntilItIsDeleted() {
        String arn = create("described", PASS);

        DescribeStateMachineResponse described = bench.sfn.describeStateMachine(d -> d.stateMachineArn(arn));

        assertThat(arn).isEqualTo("arn:aws:states:us-east-1:123456789012:stateMachine:described");
        assertThat(described.definition()).isEqualTo(PASS);
        assertThat(described.name()).isEqualTo("described");
        assertThat(described.type()).isEqualTo(StateMachineType.STANDARD);
        assertThat(described.creationDate()).isNotNull();
        bench.sfn.deleteStateMachine(d -> d.stateMachineArn(arn));
        assertThatThrownBy(() -> bench.sfn.describeStateMachine(d -> d.stateMachineArn(arn)))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    private static String create(String name, String definition) {
        return bench.sfn
                .createStateMachine(m -> m.name(name).roleArn(Workbench.ROLE).definition(definition))
                .stateMachineArn();
    }

    private static void createExpress(String definition) {
        bench.sfn.createStateMachine(m ->
                m.name("express").roleArn(Workbench.ROLE).definition(definition).type(StateMachineType.EXPRESS));
    }
}
