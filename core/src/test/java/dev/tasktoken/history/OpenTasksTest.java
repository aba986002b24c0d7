package dev.tasktoken.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** What is open in histories as the service writes them. */
class OpenTasksTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);

    private final FakeService service = new FakeService();

    @Test
    void findsAWaitingTaskWithAllThatTheHistoryKnowsOfIt() {
        OpenTask task =
                open(Events.started().pass("Read").waiting("Approve", A)).state("Approve");

        assertThat(task.taskToken().value()).isEqualTo(A);
        assertThat(task.problem()).isEmpty();
        assertThat(task.kind()).isEqualTo(OpenTask.Kind.CALLBACK);
        assertThat(task.executionArn()).isEqualTo(FakeService.arn("one"));
        assertThat(task.state()).isEqualTo("Approve");
        assertThat(task.path()).isEqualTo("Approve");
        assertThat(task.resource()).isEqualTo("sqs:sendMessage");
        assertThat(task.scheduledAt()).isEqualTo(Events.START.plusSeconds(5));
        assertThat(task.deadline()).contains(Events.START.plusSeconds(3605));
        assertThat(open(Events.started().waiting("Approve", A)).others()).isEmpty();
        assertThat(open(Events.started()).executionArn()).isEqualTo(FakeService.arn("one"));
        assertThat(task.heartbeatInterval()).contains(Duration.ofSeconds(60));
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(task.parameters().orElseThrow()).contains("o-1", A);
        assertThat(task.toString()).contains("Approve", "sqs:sendMessage").doesNotContain(Tokens.PREFIX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TaskSucceeded", "TaskFailed", "TaskTimedOut", "TaskSubmitFailed", "TaskStartFailed"})
    void aTaskIsClosedByWhatFollowsFromIt(String end) {
        assertThat(open(Events.started().waiting("Approve", A).add(end)).tasks())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut"})
    void theEndOfTheExecutionClosesItsTasks(String end) {
        ExecutionTasks tasks =
                open(Events.started().waiting("Approve", A).after(0).add(end));

        assertThat(tasks.isRunning()).isFalse();
        assertThat(tasks.tasks()).isEmpty();
        assertThatThrownBy(() -> tasks.state("Approve"))
                .isInstanceOf(OpenTaskNotFoundException.class)
                .hasMessageContaining("The execution has ended");
    }

    @Test
    void aTaskIsOpenBeforeItsMessageIsSent() {
        Events scheduled = Events.started()
                .entered("Task", "Approve")
                .scheduled("sqs", "sendMessage.waitForTaskToken", "{\"MessageBody\":{\"taskToken\":\"" + A + "\"}}");

        assertThat(open(scheduled).state("Approve").taskToken().value()).isEqualTo(A);
    }

    @Test
    void onlyTheNewestAttemptOfARetriedTaskIsOpen() {
        Events retried =
                Events.started().waiting("Approve", A).add("TaskFailed").sent(B);

        OpenTask task = open(retried).state("Approve");

        assertThat(task.taskToken().value()).isEqualTo(B);
        assertThat(task.attempt()).isEqualTo(2);
    }

    @Test
    void nothingIsOpenWhileARetryIsWaitedFor() {
        ExecutionTasks tasks = open(Events.started().waiting("Approve", A).add("TaskFailed"));

        assertThat(tasks.isRunning()).isTrue();
        assertThatThrownBy(() -> tasks.state("Approve"))
                .isInstanceOf(OpenTaskNotFoundException.class)
                .hasMessageContaining("Nothing is open");
    }

    @Test
    void aStateThatIsEnteredAgainCountsItsAttemptsAnew() {
        Events again = Events.started()
                .waiting("Approve", A)
                .add("TaskSucceeded")
                .exited("Task", "Approve")
                .waiting("Approve", B);

        assertThat(open(again).tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.taskToken().value()).isEqualTo(B))
                .satisfies(task -> assertThat(task.attempt()).isEqualTo(1));
    }

    @Test
    void jobsActivitiesAndCallsAreToldApart() {
        Events events = Events.started().entered("Parallel", "All").add("ParallelStateStarted");
        long start = events.last();
        events.entered("Task", "Job")
                .scheduled("glue", "startJobRun.sync", "{}")
                .add("TaskStarted");
        events.after(start).entered("Task", "Child").scheduled("states", "startExecution.sync:2", "{}");
        events.after(start).entered("Task", "Call").scheduled("sns", "publish", "{}");
        events.after(start)
                .entered("Task", "Function")
                .add("LambdaFunctionScheduled", e -> e.lambdaFunctionScheduledEventDetails(d -> d.resource("arn:f")));
        events.after(start)
                .entered("Task", "Activity")
                .add("ActivityScheduled", e -> e.activityScheduledEventDetails(d -> d.resource("arn:a")));

        ExecutionTasks tasks = open(events);

        assertThat(tasks.tasks()).isEmpty();
        assertThat(tasks.others())
                .extracting(OpenTask::state, OpenTask::kind)
                .containsExactly(
                        tuple("Job", OpenTask.Kind.JOB),
                        tuple("Child", OpenTask.Kind.JOB),
                        tuple("Call", OpenTask.Kind.CALL),
                        tuple("Function", OpenTask.Kind.CALL),
                        tuple("Activity", OpenTask.Kind.ACTIVITY));
        assertThat(tasks.others())
                .allSatisfy(task -> assertThatThrownBy(task::taskToken).isInstanceOf(TokenNotFoundException.class))
                .allSatisfy(task -> assertThat(task.problem()).isPresent());
        assertThatThrownBy(() -> tasks.state("Approve")).hasMessageContaining("All/Job (glue:startJobRun.sync)");
    }

    @Test
    void oneOfSeveralIterationsIsNamedByItsPath() {
        Events events = Events.started().entered("Map", "Orders").add("MapStateStarted");
        long start = events.last();
        events.iteration("Orders", 0).waiting("Approve", A);
        events.after(start).iteration("Orders", 1).waiting("Approve", B);

        ExecutionTasks tasks = open(events);

        assertThatThrownBy(() -> tasks.state("Approve"))
                .isInstanceOf(OpenTaskNotFoundException.class)
                .hasMessageContaining("2 tasks of the state Approve")
                .hasMessageContaining("Orders[1]/Approve");
        assertThat(tasks.state("Orders[1]/Approve").taskToken().value()).isEqualTo(B);
    }

    @Test
    void theChildrenOfADistributedMapAreReportedAsNotSearched() {
        String run = "arn:aws:states:eu-west-1:123456789012:mapRun:orders/Each:1";
        Events events = Events.started()
                .entered("Map", "Each")
                .add("MapStateStarted")
                .add("MapRunStarted", e -> e.mapRunStartedEventDetails(d -> d.mapRunArn(run)));

        assertThat(open(events).mapRunsNotSearched()).containsExactly(run);
        assertThatThrownBy(() -> open(events).state("Approve")).hasMessageContaining("Open: children of " + run);
        assertThat(open(events.add("MapRunSucceeded")).mapRunsNotSearched()).isEmpty();
    }

    @Test
    void theChildrenOfARedrivenMapRunAreReportedAsNotSearched() {
        Events events = Events.started()
                .entered("Map", "Each")
                .add("MapStateStarted")
                .add("MapRunStarted", e -> e.mapRunStartedEventDetails(d -> d.mapRunArn("arn:run")))
                .add("MapRunFailed")
                .add("ExecutionFailed")
                .add("ExecutionRedriven")
                .add("MapRunRedriven", e -> e.mapRunRedrivenEventDetails(d -> d.mapRunArn("arn:run")));

        assertThat(open(events).mapRunsNotSearched()).containsExactly("arn:run");
    }

    @Test
    void aTaskHasTheRoleThatItIsCalledWith() {
        Events events = Events.started()
                .entered("Task", "Approve")
                .add(
                        "TaskScheduled",
                        e -> e.taskScheduledEventDetails(d -> d.resourceType("sqs")
                                .resource("sendMessage.waitForTaskToken")
                                .taskCredentials(credentials -> credentials.roleArn("arn:aws:iam::1:role/other"))
                                .parameters("{}")));

        assertThat(open(events).state("Approve").credentialsRole()).contains("arn:aws:iam::1:role/other");
    }

    @Test
    void aRedrivenExecutionHasOnlyWhatWasOpenedSince() {
        Events redriven = Events.started()
                .waiting("Approve", A)
                .add("TaskTimedOut")
                .add("ExecutionFailed")
                .add("ExecutionRedriven")
                .sent(B);

        ExecutionTasks tasks = open(redriven);

        assertThat(tasks.isRunning()).isTrue();
        assertThat(tasks.tasks()).singleElement().satisfies(task -> {
            assertThat(task.taskToken().value()).isEqualTo(B);
            assertThat(task.state()).isEqualTo("Approve");
            assertThat(task.attempt()).isEqualTo(1);
        });
    }

    @Test
    void aRedriveDoesNotOpenWhatTheFailureClosed() {
        Events events = Events.started().entered("Parallel", "Both").add("ParallelStateStarted");
        long start = events.last();
        events.waiting("Left", A);
        events.after(start).entered("Pass", "Right").add("ExecutionAborted").add("ExecutionRedriven");

        assertThat(open(events).tasks()).isEmpty();
    }

    @Test
    void aTaskWhoseTokenCannotBeToldIsListedWithTheReason() {
        OpenTask task = open(Events.started()
                        .entered("Task", "Approve")
                        .scheduled(
                                "sqs", "sendMessage.waitForTaskToken", "{\"MessageBody\":{\"resume\":\"" + A + "\"}}"))
                .state("Approve");

        assertThat(task.problem().orElseThrow()).doesNotContain(Tokens.PREFIX);
        assertThatThrownBy(task::taskToken)
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessage(task.problem().orElseThrow());
    }

    @Test
    void aReaderOfTheCallersFindsIt() {
        service.with(
                "one",
                Events.started()
                        .entered("Task", "Approve")
                        .scheduled(
                                "sqs", "sendMessage.waitForTaskToken", "{\"MessageBody\":{\"resume\":\"" + A + "\"}}"));
        OpenTasks open = OpenTasks.builder(service)
                .reader(CallbackReader.builder().tokenAt("/resume").build())
                .callsPerSecond(1_000_000)
                .build();

        assertThat(open.in(FakeService.arn("one")).state("Approve").taskToken().value())
                .isEqualTo(A);
    }

    @Test
    void aNumberOutOfRangeHidesNoOtherTask() {
        OpenTask task = open(Events.started()
                        .entered("Task", "Approve")
                        .scheduled(
                                "sqs",
                                "sendMessage.waitForTaskToken",
                                "{\"MessageBody\":{\"amount\":1E2147483648,\"taskToken\":\"" + A + "\"}}"))
                .state("Approve");

        assertThat(task.problem().orElseThrow()).contains("out of range").doesNotContain(Tokens.PREFIX);
    }

    @Test
    void whatIsTruncatedIsNamed() {
        OpenTask task = open(Events.started()
                        .entered("Task", "Approve")
                        .scheduled("sqs", "sendMessage.waitForTaskToken", "{\"MessageBody\":{\"taskToken\":\"" + A))
                .state("Approve");

        assertThat(task.problem().orElseThrow()).contains("truncated").doesNotContain(Tokens.PREFIX);
    }

    @Test
    void whatIsEncryptedIsListedWithThePermissionThatIsMissing() {
        service.refused.put("GetExecutionHistory", FakeService.error(400, "KmsAccessDeniedException"));

        OpenTask task = open(Events.started().waiting("Approve", A)).state("Approve");

        assertThat(task.problem().orElseThrow()).contains("kms:Decrypt");
        assertThat(task.parameters()).isEmpty();
        assertThat(service.calls).containsExactly("GetExecutionHistory", "GetExecutionHistory without data");
    }

    @Test
    void noTimeoutIsNone() {
        Events forever = Events.started()
                .entered("Task", "Approve")
                .add(
                        "TaskScheduled",
                        e -> e.taskScheduledEventDetails(d -> d.resourceType("sqs")
                                .resource("sendMessage.waitForTaskToken")
                                .timeoutInSeconds(99_999_999L)
                                .heartbeatInSeconds(0L)
                                .parameters("{}")));

        assertThat(open(forever).state("Approve").deadline()).isEmpty();
        assertThat(open(forever).state("Approve").heartbeatInterval()).isEmpty();
    }

    @Test
    void tasksAreTheSameIfTheyWereScheduledByTheSameEvent() {
        Events events = Events.started().waiting("Approve", A);
        OpenTask task = open(events).state("Approve");

        assertThat(task)
                .isEqualTo(open(events).state("Approve"))
                .hasSameHashCodeAs(open(events).state("Approve"))
                .isNotEqualTo(open(events.add("TaskFailed").sent(A)).state("Approve"));
    }

    @Test
    void nothingPrintsATokenOrWhatWasSent() {
        ExecutionTasks tasks = open(Events.started().waiting("Approve", A));

        HistoryEvent scheduled = Events.started().sent(A).all().get(1);

        assertThat(Stream.of(
                                tasks,
                                tasks.tasks(),
                                tasks.state("Approve"),
                                ScheduledTask.of(scheduled),
                                Step.of(scheduled, true))
                        .map(Object::toString))
                .allSatisfy(
                        text -> assertThat(text).doesNotContain(Tokens.PREFIX).doesNotContain("o-1"));
        assertThat(tasks.toString()).contains(tasks.executionArn(), "1 open");
        assertThat(ScheduledTask.of(scheduled).toString()).contains("sqs:sendMessage");
        assertThat(Step.of(scheduled, true).toString()).contains("TaskScheduled");
    }

    @Test
    void refusesNumbersThatAreNotPositive() {
        assertThatThrownBy(() -> OpenTasks.builder(service).callsPerSecond(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callsPerSecond");
        assertThatThrownBy(() -> OpenTasks.builder(service).maxConcurrentCalls(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxConcurrentCalls");
    }

    private ExecutionTasks open(Events events) {
        service.with("one", events);
        return OpenTasks.builder(service).callsPerSecond(1_000_000).build().in(FakeService.arn("one"));
    }
}
