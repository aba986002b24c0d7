package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** {@code states:startExecution} in its four patterns, and {@code aws-sdk:sfn}. */
class StartExecutionIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    private StartedExecution runParent(String resource, String parameters, String more) {
        return bench.stepFunctions.run(Definitions.withCaught(fields(resource, parameters, more)), "{\"id\":\"0001\"}");
    }

    private static String fields(String resource, String parameters, String more) {
        return "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::" + resource + "\", \"Parameters\": {" + parameters
                + "}, " + more
                + "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}], \"End\": true";
    }

    private static String starting(String machine, String more) {
        return "\"StateMachineArn\": \"" + machine + "\"" + more;
    }

    private String child(String fields) {
        return bench.create(Definitions.of(fields));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(entry -> entry.getKey()).toList();
    }

    @Test
    void thePlainFormReturnsWhenTheChildHasStarted() {
        String machine = child(bench.waiting("\"End\": true"));

        StartedExecution parent =
                runParent("states:startExecution", starting(machine, ", \"Name\": \"first\", \"Input.$\": \"$\""), "");

        JsonNode output = json(parent.await().output().orElseThrow());
        assertThat(names(output))
                .containsExactly("ExecutionArn", "StartDate", "SdkHttpMetadata", "SdkResponseMetadata");
        assertThat(output.path("ExecutionArn").asText())
                .isEqualTo(machine.replace(":stateMachine:", ":execution:") + ":first");
        assertThat(output.path("StartDate").isIntegralNumber()).isTrue();
        assertThat(bench.sfn
                        .describeExecution(
                                d -> d.executionArn(output.path("ExecutionArn").asText()))
                        .input())
                .isEqualTo("{\"id\":\"0001\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | {}", "', \"Input\": null' | {}", "', \"Input\": \"{\\\"a\\\":1}\"' | {\"a\":1}"})
    void theInputIsAnObjectOrJsonTextOrNothing(String input, String seen) {
        String machine = child("\"Type\": \"Succeed\"");

        StartedExecution parent = runParent("states:startExecution.sync:2", starting(machine, input), "");

        assertThat(parent).succeeded().withOutputAt("/Input", json(seen));
    }

    @Test
    void syncReturnsTheEndWithItsDataAsText() {
        String machine = child("\"Type\": \"Pass\", \"Result\": {\"paid\": true}, \"End\": true");

        StartedExecution parent = runParent("states:startExecution.sync", starting(machine, ""), "");

        JsonNode output = json(parent.await().output().orElseThrow());
        assertThat(names(output))
                .containsExactly(
                        "ExecutionArn",
                        "Input",
                        "InputDetails",
                        "Name",
                        "Output",
                        "OutputDetails",
                        "RedriveCount",
                        "RedriveStatus",
                        "RedriveStatusReason",
                        "StartDate",
                        "StateMachineArn",
                        "Status",
                        "StopDate");
        assertThat(output.path("Output").asText()).isEqualTo("{\"paid\":true}");
        assertThat(output.path("OutputDetails").path("Included").asBoolean()).isTrue();
        assertThat(output.path("Status").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void sync2ReturnsTheEndWithItsDataAsJson() {
        String machine = child("\"Type\": \"Pass\", \"Result\": {\"paid\": true}, \"End\": true");

        StartedExecution parent = runParent("states:startExecution.sync:2", starting(machine, ""), "");

        assertThat(parent).succeeded().withOutputAt("/Output/paid", true).withOutputAt("/Input", json("{}"));
        List<HistoryEvent> events = bench.history(parent.arn());
        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .isEqualTo(TaskEvents.inSuccess("TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"));
        assertThat(events.get(4).taskSubmittedEventDetails().resourceType()).isEqualTo("states");
        assertThat(events.get(4).taskSubmittedEventDetails().resource()).isEqualTo("startExecution.sync:2");
        assertThat(names(json(events.get(4).taskSubmittedEventDetails().output())))
                .containsExactly("ExecutionArn", "StartDate", "SdkHttpMetadata", "SdkResponseMetadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"states:startExecution.sync", "states:startExecution.sync:2"})
    void aChildThatFailsFailsTheTaskWithItsDescription(String resource) {
        String machine = child("\"Type\": \"Fail\", \"Error\": \"Refused\", \"Cause\": \"no money\"");

        StartedExecution parent = runParent(resource, starting(machine, ""), "");

        assertThat(parent).succeeded().visited("S", "Caught").withTextAt("/Error", "States.TaskFailed");
        JsonNode cause =
                json(json(parent.await().output().orElseThrow()).path("Cause").asText());
        assertThat(names(cause))
                .containsExactly(
                        "Cause",
                        "Error",
                        "ExecutionArn",
                        "Input",
                        "InputDetails",
                        "Name",
                        "RedriveCount",
                        "RedriveStatus",
                        "StartDate",
                        "StateMachineArn",
                        "Status",
                        "StopDate");
        assertThat(cause.path("Error").asText()).isEqualTo("Refused");
        assertThat(cause.path("Status").asText()).isEqualTo("FAILED");
    }

    @Test
    void theWaitingFormEndsWithTheTokenThatTheChildAnswers() {
        String machine = child("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::aws-sdk:sfn:sendTaskSuccess\","
                + " \"Parameters\": {\"TaskToken.$\": \"$.token\", \"Output\": {\"paid\": true}}, \"End\": true");

        StartedExecution parent = runParent(
                "states:startExecution.waitForTaskToken",
                starting(machine, ", \"Input\": {\"token.$\": \"$$.Task.Token\"}"),
                "");

        assertThat(parent).succeeded().withOutput("{\"paid\": true}");
        assertThat(bench.stepFunctions.answers()).hasSize(1);
    }

    @Test
    void theTokenOfASyncTaskEndsItWhileTheChildGoesOn() {
        String machine = child(bench.waiting("\"End\": true"));
        StartedExecution parent = runParent(
                "states:startExecution.sync", starting(machine, ", \"Input\": {\"token.$\": \"$$.Task.Token\"}"), "");
        String childToken = bench.token();
        String childArn = onlyExecution(machine);
        String parentToken = json(bench.sfn
                        .describeExecution(d -> d.executionArn(childArn))
                        .input())
                .path("token")
                .asText();

        bench.succeed(parentToken, "\"by token\"");

        assertThat(parent).succeeded().withOutput("\"by token\"");
        assertThat(bench.stepFunctions.isOpen(childToken)).isTrue();
    }

    private String onlyExecution(String machine) {
        return bench.sfn
                .listExecutions(l -> l.stateMachineArn(machine))
                .executions()
                .get(0)
                .executionArn();
    }

    @ParameterizedTest
    @CsvSource({
        "states:startExecution.sync, ABORTED",
        "states:startExecution.sync:2, ABORTED",
        "states:startExecution.waitForTaskToken, RUNNING"
    })
    void stoppingTheParentStopsAChildThatItWaitsForByItsEnd(String resource, ExecutionStatus childs) {
        String machine = child(bench.waiting("\"End\": true"));
        StartedExecution parent = runParent(resource, starting(machine, ""), "");
        bench.token();
        String childArn = onlyExecution(machine);

        bench.sfn.stopExecution(s -> s.executionArn(parent.arn()));

        assertThat(bench.sfn.describeExecution(d -> d.executionArn(childArn)).status())
                .isEqualTo(childs);
    }

    @Test
    void aTimeoutOfTheTaskStopsTheChild() {
        String machine = child(bench.waiting("\"End\": true"));
        StartedExecution parent =
                runParent("states:startExecution.sync:2", starting(machine, ""), "\"TimeoutSeconds\": 60, ");
        bench.token();

        bench.advance(60);

        assertThat(parent).succeeded().withTextAt("/Error", "States.Timeout");
        assertThat(bench.stepFunctions.execution(onlyExecution(machine))).aborted();
    }

    @Test
    void aMachineThatDoesNotExistIsAnErrorToCatch() {
        String missing = "arn:aws:states:us-east-1:123456789012:stateMachine:missing";

        StartedExecution parent = runParent("states:startExecution", starting(missing, ""), "");

        assertThat(parent).succeeded().withTextAt("/Error", "StepFunctions.StateMachineDoesNotExistException");
        assertThat(json(parent.await().output().orElseThrow()).path("Cause").asText())
                .startsWith(
                        "State Machine Does Not Exist: '" + missing + "' (Service: AWSStepFunctions; Status Code: 400;"
                                + " Error Code: StateMachineDoesNotExist; Request ID: ")
                .endsWith("; Proxy: null)");
    }

    @Test
    void aNameThatIsTakenIsAnErrorToCatch() {
        String machine = child("\"Type\": \"Succeed\"");
        String named = starting(machine, ", \"Name\": \"n\", \"Input.$\": \"$\"");
        runParent("states:startExecution.sync:2", named, "").await();

        assertThat(runParent("states:startExecution", named, ""))
                .succeeded()
                .withTextAt("/Error", "StepFunctions.ExecutionAlreadyExistsException");
    }

    @Test
    void anSdkCallStopsAnExecution() {
        StartedExecution stopped = bench.stepFunctions.run(Definitions.of(bench.waiting("\"End\": true")), "{}");
        bench.token();

        StartedExecution parent = runParent(
                "aws-sdk:sfn:stopExecution", "\"ExecutionArn\": \"" + stopped.arn() + "\", \"Error\": \"Lost\"", "");

        assertThat(names(json(parent.await().output().orElseThrow()))).containsExactly("StopDate");
        assertThat(stopped).aborted().withError("Lost");
    }

    @Test
    void anSdkCallSetsAConfiguration() {
        String machine = child("\"Type\": \"Succeed\"");

        StartedExecution parent = runParent(
                "aws-sdk:sfn:updateStateMachine",
                starting(machine, ", \"TracingConfiguration\": {\"Enabled\": true}"),
                "");

        assertThat(names(json(parent.await().output().orElseThrow()))).containsExactly("RevisionId", "UpdateDate");
        assertThat(bench.sfn
                        .describeStateMachine(d -> d.stateMachineArn(machine))
                        .tracingConfiguration()
                        .enabled())
                .isTrue();
    }

    @Test
    void anSdkCallIsRefusedUnderTheSdksName() {
        StartedExecution parent =
                runParent("aws-sdk:sfn:sendTaskSuccess", "\"TaskToken\": \"no token\", \"Output\": {}", "");

        assertThat(parent).succeeded().withTextAt("/Error", "Sfn.InvalidTokenException");
        assertThat(json(parent.await().output().orElseThrow()).path("Cause").asText())
                .startsWith("Invalid Token: 'Invalid token' (Service: Sfn, Status Code: 400, Request ID: ");
    }
}
