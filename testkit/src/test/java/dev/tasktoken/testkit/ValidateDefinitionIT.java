package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionDiagnostic;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** ValidateStateMachineDefinition: what CreateStateMachine would refuse, as a list. */
class ValidateDefinitionIT {
    private static final String PASS = Definitions.of("\"Type\": \"Pass\", \"End\": true");
    private static final String TWO_PROBLEMS = Definitions.of("\"Type\": \"Pass\", \"Next\": \"X\", \"Extra\": 1");

    private static Workbench bench;

    @BeforeAll
    static void start() {
        bench = Workbench.start();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static ValidateStateMachineDefinitionResponse validate(StateMachineType type, String definition) {
        return bench.sfn.validateStateMachineDefinition(
                v -> v.definition(definition).type(type));
    }

    private static ValidateStateMachineDefinitionDiagnostic only(StateMachineType type, String definition) {
        ValidateStateMachineDefinitionResponse response = validate(type, definition);
        assertThat(response.resultAsString()).isEqualTo("FAIL");
        assertThat(response.truncated()).isFalse();
        assertThat(response.diagnostics()).hasSize(1);
        assertThat(response.diagnostics().get(0).severityAsString()).isEqualTo("ERROR");
        return response.diagnostics().get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "EXPRESS"})
    void aDefinitionWithoutProblemsIsOk(StateMachineType type) {
        ValidateStateMachineDefinitionResponse response = validate(type, PASS);

        assertThat(response.resultAsString()).isEqualTo("OK");
        assertThat(response.diagnostics()).isEmpty();
        assertThat(response.truncated()).isFalse();
    }

    @Test
    void aBlankIsNoObject() {
        ValidateStateMachineDefinitionDiagnostic problem = only(StateMachineType.STANDARD, " ");

        assertThat(problem.code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
        assertThat(problem.message()).isEqualTo("Definition must be a valid JSON object");
        assertThat(problem.location()).isNull();
    }

    @Test
    void aTextThatIsNotJsonHasACodeOfItsOwn() {
        assertThat(only(StateMachineType.STANDARD, "not a definition").code()).isEqualTo("INVALID_JSON_DESCRIPTION");
    }

    @Test
    void missingFieldsAreNamedTogether() {
        ValidateStateMachineDefinitionDiagnostic problem = only(StateMachineType.STANDARD, "{}");

        assertThat(problem.code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
        assertThat(problem.message()).isEqualTo("These fields are required: [States, StartAt]");
        assertThat(problem.location()).isEqualTo("/");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "EXPRESS"})
    void aMachineWithoutAStartIsNotWhole(StateMachineType type) {
        ValidateStateMachineDefinitionDiagnostic problem =
                only(type, "{\"States\": {\"S\": {\"Type\": \"Pass\", \"End\": true}}}");

        assertThat(problem.message()).isEqualTo("These fields are required: [StartAt]");
        assertThat(problem.location()).isEqualTo("/");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "EXPRESS"})
    void aStateInJsonPathIsNoneOfAMachineInJsonata(StateMachineType type) {
        ValidateStateMachineDefinitionDiagnostic problem = only(
                type,
                "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"Pass\", \"States\": {\"Pass\": {\"Type\": \"Pass\","
                        + " \"QueryLanguage\": \"JSONPath\", \"End\": true}}}");

        assertThat(problem.message())
                .isEqualTo("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        assertThat(problem.location()).isEqualTo("/States/Pass");
    }

    @Test
    void anExpressMachineCannotWait() {
        ValidateStateMachineDefinitionDiagnostic problem =
                only(StateMachineType.EXPRESS, Definitions.of(bench.waiting("\"End\": true")));

        assertThat(problem.code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
        assertThat(problem.message())
                .isEqualTo("Express state machine does not support '.waitForTaskToken' service integration ");
        assertThat(problem.location()).isEqualTo("/States/S/Resource");
    }

    @Test
    void innerStatesOfAnExpressMachineAreLookedAt() {
        String activity = "{\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Task\", \"End\": true,"
                + " \"Resource\": \"arn:aws:states:us-east-1:123456789012:activity:a\"}}}";
        String job = "{\"StartAt\": \"J\", \"States\": {\"J\": {\"Type\": \"Task\", \"End\": true, \"Resource\":"
                + " \"arn:aws:states:::states:startExecution.sync:2\", \"Parameters\": {\"StateMachineArn\": \"a\"}}}}";

        assertThat(validate(
                                StateMachineType.EXPRESS,
                                Definitions.of("\"Type\": \"Parallel\", \"End\": true, \"Branches\": [" + job
                                        + ", {\"StartAt\":"
                                        + " \"M\", \"States\": {\"M\": {\"Type\": \"Map\", \"End\": true,"
                                        + " \"ItemProcessor\": " + activity + "}}}]"))
                        .diagnostics())
                .extracting(problem -> problem.message() + " at " + problem.location())
                .containsExactly(
                        "Express state machine does not support '.sync' service integration"
                                + " at /States/S/Branches[0]/States/J/Resource",
                        "Express state machine does not support Activity ARN"
                                + " at /States/S/Branches[1]/States/M/ItemProcessor/States/I/Resource");
    }

    @Test
    void allProblemsAreListedAndAListCanBeShortened() {
        ValidateStateMachineDefinitionResponse all = validate(StateMachineType.STANDARD, TWO_PROBLEMS);
        ValidateStateMachineDefinitionResponse first = bench.sfn.validateStateMachineDefinition(
                v -> v.definition(TWO_PROBLEMS).maxResults(1));

        assertThat(all.diagnostics()).hasSizeGreaterThan(1);
        assertThat(all.diagnostics())
                .extracting(ValidateStateMachineDefinitionDiagnostic::code)
                .contains("MISSING_TRANSITION_TARGET", "SCHEMA_VALIDATION_FAILED");
        assertThat(first.diagnostics()).isEqualTo(all.diagnostics().subList(0, 1));
        assertThat(first.truncated()).isTrue();
    }

    @Test
    void refusesATypeOrSeverityThatDoesNotExist() {
        assertThatThrownBy(() -> bench.sfn.validateStateMachineDefinition(
                        v -> v.definition(PASS).type("OTHER")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("[STANDARD, EXPRESS]");
        assertThatThrownBy(() -> bench.sfn.validateStateMachineDefinition(
                        v -> v.definition(PASS).severity("HINT")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("[ERROR, WARNING]");
    }
}
