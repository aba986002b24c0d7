package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.testkit.integrations.LocalIntegrations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/** {@code ecs:runTask} and {@code batch:submitJob} of programs in the JVM. */
class ContainersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENVIRONMENT =
            "\"Environment\": [{\"Name\": \"TOKEN\", \"Value.$\": \"$$.Task.Token\"}]";
    private static final String TASK = "\"TaskDefinition\": \"worker\"";
    private static final String JOB = "\"JobName\": \"j\", \"JobQueue\": \"q\", \"JobDefinition\": \"worker:3\"";

    private final Workbench bench = Workbench.start();
    private final LocalIntegrations integrations = bench.stepFunctions.integrations();

    @AfterEach
    void close() {
        bench.close();
    }

    private StartedExecution run(String resource, String parameters, String more) {
        return bench.stepFunctions.run(
                Definitions.withCaught("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::" + resource
                        + "\", \"Parameters\": {" + parameters + "}, " + more + "\"Catch\": [{\"ErrorEquals\":"
                        + " [\"States.ALL\"], \"Next\": \"Caught\"}], \"End\": true"),
                "{}");
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private JsonNode output(StartedExecution execution) throws IOException {
        return json(execution.await().output().orElseThrow());
    }

    @Test
    void aWaitingTaskHandsItsTokenToTheContainersEnvironment() {
        integrations.onContainer(
                "worker",
                (environment, command) ->
                        bench.succeed(environment.getOrDefault("TOKEN", ""), "\"" + String.join(" ", command) + "\""));

        StartedExecution execution = run(
                "ecs:runTask.waitForTaskToken",
                "\"TaskDefinition\": \"arn:aws:ecs:us-east-1:123456789012:task-definition/worker:1\", \"Overrides\":"
                        + " {\"ContainerOverrides\": [{\"Name\": \"main\", \"Command\": [\"charge\", 1999], "
                        + ENVIRONMENT
                        + "}]}",
                "");

        assertThat(execution).succeeded().withOutput("\"charge 1999\"");
    }

    @Test
    void thePlainFormReturnsTheTaskThatWasStarted() throws IOException, InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        integrations.onContainer("worker", (environment, command) -> ran.countDown());

        JsonNode output = output(run("ecs:runTask", TASK + ", \"Cluster\": \"c\", \"LaunchType\": \"FARGATE\"", ""));

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(output.path("Failures").isEmpty()).isTrue();
        JsonNode task = output.at("/Tasks/0");
        assertThat(task.path("LastStatus").asText()).isEqualTo("PROVISIONING");
        assertThat(task.path("LaunchType").asText()).isEqualTo("FARGATE");
        assertThat(task.path("Group").asText()).isEqualTo("family:worker");
        assertThat(task.path("TaskDefinitionArn").asText())
                .isEqualTo("arn:aws:ecs:us-east-1:123456789012:task-definition/worker:1");
        assertThat(task.path("TaskArn").asText()).startsWith("arn:aws:ecs:us-east-1:123456789012:task/c/");
        assertThat(task.at("/Containers/0/Name").asText()).isEqualTo("worker");
        assertThat(task.has("StartedBy")).isFalse();
        assertThat(output.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);
    }

    @Test
    void syncReturnsTheTaskWhenItHasStopped() throws IOException {
        integrations.onContainer("worker", (environment, command) -> {});

        StartedExecution execution = run("ecs:runTask.sync", TASK, "");

        JsonNode task = output(execution);
        assertThat(task.path("LastStatus").asText()).isEqualTo("STOPPED");
        assertThat(task.path("StopCode").asText()).isEqualTo("EssentialContainerExited");
        assertThat(task.at("/Containers/0/ExitCode").asInt()).isZero();
        List<HistoryEvent> events = bench.history(execution.arn());
        assertThat(events.get(2).taskScheduledEventDetails().parameters())
                .isEqualTo("{\"TaskDefinition\":\"worker\",\"StartedBy\":\"AWS Step Functions\"}");
        assertThat(json(events.get(4).taskSubmittedEventDetails().output())
                        .at("/Tasks/0/StartedBy")
                        .asText())
                .isEqualTo("AWS Step Functions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ecs:runTask.sync | /Containers/0/ExitCode", "batch:submitJob.sync | /Container/ExitCode"})
    void aContainerThatFailsFailsTheTaskWithItsDescription(String resource, String exitCode) throws IOException {
        integrations.onContainer("worker", (environment, command) -> {
            throw new IOException("down");
        });

        StartedExecution execution = run(resource, resource.startsWith("ecs") ? TASK : JOB, "");

        assertThat(execution).succeeded().visited("S", "Caught").withTextAt("/Error", "States.TaskFailed");
        JsonNode cause = json(output(execution).path("Cause").asText());
        assertThat(cause.at(exitCode).asInt()).isEqualTo(1);
    }

    @Test
    void aBatchJobIsSubmitted() throws IOException {
        integrations.onContainer("worker", (environment, command) -> {});

        JsonNode output = output(run("batch:submitJob", JOB, ""));

        assertThat(output.path("JobName").asText()).isEqualTo("j");
        assertThat(output.path("JobArn").asText())
                .isEqualTo("arn:aws:batch:us-east-1:123456789012:job/"
                        + output.path("JobId").asText());
    }

    @Test
    void aBatchJobHasItsParametersInItsCommandAndIsMarked() throws IOException {
        BlockingQueue<Object> seen = new ArrayBlockingQueue<>(2);
        integrations.onContainer("worker", (environment, command) -> {
            seen.add(environment);
            seen.add(command);
        });

        StartedExecution execution = run(
                "batch:submitJob.sync",
                JOB + ", \"Parameters\": {\"id\": \"0001\"}, \"ContainerOverrides\": {\"Command\": [\"charge\","
                        + " \"Ref::id\", \"Ref::other\"], \"Environment\": [{\"Name\": \"A\", \"Value\": \"b\"}]}",
                "");

        assertThat(execution).succeeded().withTextAt("/Status", "SUCCEEDED");
        assertThat(seen)
                .containsExactly(
                        Map.of("A", "b", "MANAGED_BY_AWS", "STARTED_BY_STEP_FUNCTIONS"),
                        List.of("charge", "0001", "Ref::other"));
    }

    @Test
    void stoppingTheExecutionInterruptsAContainerThatItWaitsFor() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        integrations.onContainer("worker", (environment, command) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        StartedExecution execution = run("ecs:runTask.sync", TASK, "");
        started.await();

        bench.sfn.stopExecution(s -> s.executionArn(execution.arn()));

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ecs:runTask | \"TaskDefinition\": \"other\" | ECS.ClientException",
                "batch:submitJob | \"JobName\": \"j\", \"JobQueue\": \"q\", \"JobDefinition\": \"a b\" | Batch.ClientException"
            })
    void aDefinitionThatDoesNotExistIsAnErrorToCatch(String resource, String parameters, String error) {
        integrations.onContainer("worker", (environment, command) -> {});

        assertThat(run(resource, parameters, "")).succeeded().withTextAt("/Error", error);
    }

    @Test
    void whatCannotBeRunFailsTheState() {
        integrations.onContainer("worker", (environment, command) -> {});

        assertThat(run("batch:submitJob", JOB + ", \"ArrayProperties\": {\"Size\": 2}", ""))
                .failed()
                .withError("States.Runtime");
        assertThat(run(
                        "ecs:runTask",
                        TASK + ", \"Overrides\": {\"ContainerOverrides\": [{\"Environment\": [{\"Name\": \"n\","
                                + " \"Value\": 1}]}]}",
                        ""))
                .failed()
                .withError("States.Runtime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs:runTask.waitForTaskToken", "batch:submitJob.sync"})
    void withoutAContainerTheDefinitionIsRefusedWithTheLineToAdd(String resource) {
        assertThatThrownBy(() -> run(resource, TASK, ""))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("integrations().onContainer(\"DEFINITION\", (environment, command) -> {})");
        assertThatThrownBy(() -> integrations.onContainer("a b", (environment, command) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
