package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The field Credentials of a task: its role is in the history. */
class CredentialsIT {
    private static final String ROLE = "arn:aws:iam::999999999999:role/trusted";
    private static final String INPUT = "{\"role\": \"" + ROLE + "\", \"number\": 1}";

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    private String machine(String fields) {
        return "{\"StartAt\": \"Set\", \"States\": {\"Set\": {\"Type\": \"Pass\", \"Assign\": {\"role.$\": \"$.role\"},"
                + " \"Next\": \"Call\"}, \"Call\": {" + fields + ", \"End\": true}}}";
    }

    private String scheduledRole(String execution) {
        return bench.history(execution).stream()
                .filter(event -> event.taskScheduledEventDetails() != null)
                .map(event ->
                        event.taskScheduledEventDetails().taskCredentials().roleArn())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"RoleArn\": \"" + ROLE + "\"",
                "\"RoleArn.$\": \"$.role\"",
                "\"RoleArn.$\": \"$$.Execution.Input.role\"",
                "\"RoleArn.$\": \"States.Format('{}', $.role)\"",
                "\"RoleArn.$\": \"$role\""
            })
    void theRoleComesFromAnywhere(String credentials) {
        String execution = bench.run(
                machine("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Parameters\": {"
                        + "\"TopicArn\": \"" + bench.topicArn + "\", \"Message\": \"hello\"}, \"Credentials\": {"
                        + credentials + "}"),
                INPUT);

        assertThat(bench.stepFunctions.execution(execution)).succeeded();
        assertThat(scheduledRole(execution)).isEqualTo(ROLE);
    }

    @Test
    void theRoleComesFromAnExpression() {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Task\", \"QueryLanguage\": \"JSONata\","
                        + " \"Resource\": \"arn:aws:states:::sns:publish\", \"Arguments\": {\"TopicArn\": \""
                        + bench.topicArn + "\", \"Message\": \"hello\"},"
                        + " \"Credentials\": {\"RoleArn\": \"{% $states.input.role %}\"}, \"End\": true"),
                INPUT);

        assertThat(bench.stepFunctions.execution(execution)).succeeded();
        assertThat(scheduledRole(execution)).isEqualTo(ROLE);
    }

    @Test
    void aFunctionThatIsCalledByItsArnHasThem() {
        String function = bench.stepFunctions.functions().register("charge", payload -> "1");

        String execution = bench.run(
                machine("\"Type\": \"Task\", \"Resource\": \"" + function
                        + "\", \"Credentials\": {\"RoleArn.$\": \"$.role\"}"),
                INPUT);

        assertThat(bench.stepFunctions.execution(execution)).succeeded();
        assertThat(bench.history(execution))
                .filteredOn(event -> event.lambdaFunctionScheduledEventDetails() != null)
                .extracting(event -> event.lambdaFunctionScheduledEventDetails()
                        .taskCredentials()
                        .roleArn())
                .containsExactly(ROLE);
    }

    @Test
    void aRoleThatIsNoTextFailsTheExecution() {
        StartedExecution execution = bench.stepFunctions.run(
                Definitions.of(bench.waiting("\"Credentials\": {\"RoleArn.$\": \"$.number\"}, \"End\": true")), INPUT);

        assertThat(execution).failed().withError("States.Runtime").withCauseContaining("'RoleArn'");
    }
}
