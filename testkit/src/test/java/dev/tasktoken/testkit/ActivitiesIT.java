package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.internal.values.Json;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.CreateActivityResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Activities as the Resource of a Task state, and the workers that poll for their tasks. */
class ActivitiesIT {
    private static final String CATCH_ALL = "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}], ";
    private static final int MORE_THAN_THREADS = 20;

    private final Workbench bench = Workbench.start();
    private final String activity =
            bench.sfn.createActivity(a -> a.name("pack")).activityArn();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        bench.close();
        workers.shutdownNow();
    }

    private String task(String more) {
        return "\"Type\": \"Task\", \"Resource\": \"" + activity + "\", " + more + "\"End\": true";
    }

    private String start(String more) {
        return bench.run(Definitions.withCaught(task(CATCH_ALL + more)), "{\"id\": 7}");
    }

    private String startUncaught(String more) {
        return bench.run(Definitions.of(task(more)), "{\"id\": 7}");
    }

    private GetActivityTaskResponse poll() {
        return bench.sfn.getActivityTask(g -> g.activityArn(activity).workerName("worker-1"));
    }

    /** Moves the clock until a poll has ended: it may arrive after the clock was moved. */
    private void advanceUntilDone(Future<?> poll) {
        while (!poll.isDone()) {
            bench.advance(60);
        }
    }

    @Test
    void aWorkerReceivesATaskThatWaits() {
        String execution = startUncaught("");

        GetActivityTaskResponse task = poll();
        bench.succeed(task.taskToken(), "{\"packed\":true}");

        assertThat(task.input()).isEqualTo("{\"id\":7}");
        assertThat(bench.ended(execution).output()).contains("{\"packed\":true}");
    }

    @Test
    void aWorkerThatWaitsReceivesTheNextTask() throws Exception {
        Future<GetActivityTaskResponse> poll = workers.submit(this::poll);

        String execution = startUncaught("");

        bench.succeed(poll.get(20, TimeUnit.SECONDS).taskToken(), "1");
        assertThat(bench.ended(execution).output()).contains("1");
    }

    @Test
    void aPollWithoutATaskEndsEmptyAfterAMinute() throws Exception {
        Future<GetActivityTaskResponse> poll = workers.submit(this::poll);

        advanceUntilDone(poll);

        assertThat(poll.get().taskToken()).isNull();
        assertThat(poll.get().input()).isNull();
    }

    @Test
    void pollsThatWaitKeepNoOtherCallBack() throws Exception {
        List<Future<GetActivityTaskResponse>> polls = IntStream.range(0, MORE_THAN_THREADS)
                .mapToObj(i -> workers.submit(this::poll))
                .toList();
        while (bench.stepFunctions.faults().calls("GetActivityTask") < MORE_THAN_THREADS) {
            Thread.onSpinWait();
        }

        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            startUncaught("");
        }

        for (Future<GetActivityTaskResponse> poll : polls) {
            bench.succeed(poll.get(20, TimeUnit.SECONDS).taskToken(), "1");
        }
    }

    @Test
    void aPollEndsWithTheInstance() {
        Future<GetActivityTaskResponse> poll = workers.submit(this::poll);
        while (bench.stepFunctions.faults().calls("GetActivityTask") == 0) {
            Thread.onSpinWait();
        }

        bench.close();

        assertThat(poll).failsWithin(Workbench.SOON);
    }

    @Test
    void aWorkerThatWaitsDoesNotKeepTheClockBack() throws Exception {
        Future<GetActivityTaskResponse> poll = workers.submit(this::poll);
        String waiting = bench.run(Definitions.of("\"Type\": \"Wait\", \"Seconds\": 30, \"End\": true"), "{}");

        bench.advance(30);

        assertThat(bench.ended(waiting).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        startUncaught("");
        assertThat(poll.get(20, TimeUnit.SECONDS).taskToken()).isNotNull();
    }

    @Test
    void tasksAreGivenOutInTheirOrder() {
        bench.run(Definitions.of(task("")), "1");
        bench.run(Definitions.of(task("")), "2");

        assertThat(List.of(poll().input(), poll().input())).containsExactly("1", "2");
    }

    @Test
    void recordsATaskThatSucceeded() {
        String execution = startUncaught("\"TimeoutSeconds\": 60, \"HeartbeatSeconds\": 10, ");
        bench.succeed(poll().taskToken(), "{\"r\":1}");

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "ActivityScheduled",
                        "ActivityStarted",
                        "ActivitySucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(events).extracting(HistoryEvent::previousEventId).containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events.get(2).activityScheduledEventDetails().resource()).isEqualTo(activity);
        assertThat(events.get(2).activityScheduledEventDetails().input()).isEqualTo("{\"id\":7}");
        assertThat(events.get(2).activityScheduledEventDetails().inputDetails().truncated())
                .isFalse();
        assertThat(events.get(2).activityScheduledEventDetails().timeoutInSeconds())
                .isEqualTo(60);
        assertThat(events.get(2).activityScheduledEventDetails().heartbeatInSeconds())
                .isEqualTo(10);
        assertThat(events.get(3).activityStartedEventDetails().workerName()).isEqualTo("worker-1");
        assertThat(events.get(4).activitySucceededEventDetails().output()).isEqualTo("{\"r\":1}");
    }

    @Test
    void aWorkerNeedsNoName() {
        String execution = startUncaught("");

        bench.sfn.getActivityTask(g -> g.activityArn(activity));

        HistoryEvent started = bench.history(execution).get(3);
        assertThat(started.activityStartedEventDetails()).isNotNull();
        assertThat(started.activityStartedEventDetails().workerName()).isNull();
    }

    @Test
    void aTaskThatNobodyTookHasOnlyBeenScheduled() {
        String execution = startUncaught("");

        assertThat(bench.eventTypes(execution)).endsWith("TaskStateEntered", "ActivityScheduled");
    }

    @Test
    void recordsATaskThatFailed() {
        String execution = startUncaught("");
        bench.fail(poll().taskToken(), "Broken", "the tape");

        assertThat(bench.ended(execution).error()).contains("Broken");
        List<HistoryEvent> events = bench.history(execution);
        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .endsWith("ActivityStarted", "ActivityFailed", "ExecutionFailed");
        assertThat(events.get(4).activityFailedEventDetails().error()).isEqualTo("Broken");
        assertThat(events.get(4).activityFailedEventDetails().cause()).isEqualTo("the tape");
    }

    @Test
    void aFailureCanBeCaught() {
        StartedExecution execution = bench.stepFunctions.execution(start(""));
        bench.fail(poll().taskToken(), "Broken", "the tape");

        assertThat(execution).succeeded().withOutputAt("/Error", "\"Broken\"");
    }

    @Test
    void aRetryMakesAnotherTask() {
        startUncaught("\"Retry\": [{\"ErrorEquals\": [\"Broken\"], \"IntervalSeconds\": 5}], ");
        String first = poll().taskToken();
        bench.fail(first, "Broken", "the tape");
        bench.advance(5);

        assertThat(poll().taskToken()).isNotEqualTo(first);
    }

    @Test
    void theLimitCountsFromTheTimeAtWhichAWorkerTookTheTask() {
        String execution = startUncaught("\"TimeoutSeconds\": 5, ");
        bench.advance(100);
        poll();
        bench.advance(4);
        assertThat(bench.eventTypes(execution)).endsWith("ActivityStarted");

        bench.advance(1);

        List<HistoryEvent> events = bench.history(execution);
        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .endsWith("ActivityScheduled", "ActivityStarted", "ActivityTimedOut", "ExecutionFailed");
        assertThat(events.get(4).activityTimedOutEventDetails().error()).isEqualTo("States.Timeout");
        assertThat(events.get(4).activityTimedOutEventDetails().cause()).isNull();
    }

    @Test
    void heartbeatsKeepATaskOpenAndAMissedOneEndsIt() {
        String execution = startUncaught("\"HeartbeatSeconds\": 10, ");
        bench.advance(100);
        String token = poll().taskToken();
        bench.advance(9);
        bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        bench.advance(9);
        assertThat(bench.stepFunctions.isOpen(token)).isTrue();

        bench.advance(1);

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
        assertThatThrownBy(() -> bench.succeed(token, "1")).isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void aTaskThatNoWorkerTakesWaitsForTheExecutionsOwnLimit() {
        String execution = bench.run(
                "{\"TimeoutSeconds\": 300, \"StartAt\": \"S\", \"States\": {\"S\": {" + task("\"TimeoutSeconds\": 5, ")
                        + "}}}",
                "{}");

        bench.advance(300);

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    @Test
    void theParametersAreTheInputAndCanHoldTheToken() {
        startUncaught("\"Parameters\": {\"order.$\": \"$.id\", \"token.$\": \"$$.Task.Token\"}, ");

        GetActivityTaskResponse task = poll();

        assertThat(Json.parse(task.input()))
                .contains(Json.object().put("order", 7).put("token", task.taskToken()));
    }

    @Test
    void theTokenIsAwaitedWhenAWorkerHasTakenTheTask() {
        startUncaught("");
        String token = poll().taskToken();

        assertThat(bench.token()).isEqualTo(token);
    }

    @Test
    void anAnswerBeforeAWorkerTookTheTaskEndsIt() {
        String execution = startUncaught("");

        bench.succeed(bench.stepFunctions.openTokens().get(0), "1");

        assertThat(bench.ended(execution).output()).contains("1");
        startUncaught("\"Comment\": \"the next\", ");
        assertThat(bench.stepFunctions.isOpen(poll().taskToken())).isTrue();
    }

    @Test
    void theTaskOfAStoppedExecutionIsGivenToNobody() {
        String stopped = startUncaught("");
        bench.sfn.stopExecution(s -> s.executionArn(stopped));
        String other = startUncaught("");

        bench.succeed(poll().taskToken(), "1");

        assertThat(bench.ended(other).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aStateThatReachesADeletedActivityFailsTheExecution() {
        bench.sfn.deleteActivity(d -> d.activityArn(activity));

        LocalExecution ended = bench.ended(start(""));

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause())
                .contains("An error occurred while executing the state 'S' (entered at the event id #2)."
                        + " The activity " + activity + " does not exist.");
        assertThat(bench.eventTypes(ended.arn()))
                .containsExactly("ExecutionStarted", "TaskStateEntered", "ExecutionFailed");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @Test
    void theTokenOfADeletedActivityHasNoTask() {
        startUncaught("");
        String token = poll().taskToken();
        bench.sfn.deleteActivity(d -> d.activityArn(activity));

        assertThatThrownBy(() -> bench.succeed(token, "1")).isInstanceOf(TaskDoesNotExistException.class);
        assertThatThrownBy(() -> bench.fail(token, "Broken", "")).isInstanceOf(TaskDoesNotExistException.class);
        assertThatThrownBy(() -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token)))
                .isInstanceOf(TaskDoesNotExistException.class);
    }

    @Test
    void aTaskWhoseAnswerWasLostIsNotGivenOutAgain() {
        startUncaught("");
        bench.stepFunctions
                .faults()
                .inject(Fault.cutAfter().operations("GetActivityTask").times(1));
        String other = bench.run(Definitions.of(task("")), "2");

        GetActivityTaskResponse task = poll();

        assertThat(task.input()).isEqualTo("2");
        assertThat(bench.eventTypes(other)).endsWith("ActivityStarted");
        assertThat(bench.stepFunctions.openTokens()).hasSize(2);
    }

    @Test
    void aStateCanBeTheWorker() {
        String worker = bench.create("{\"StartAt\": \"Poll\", \"States\": {\"Poll\": {\"Type\": \"Task\","
                + " \"Resource\": \"arn:aws:states:::aws-sdk:sfn:getActivityTask\","
                + " \"Parameters\": {\"ActivityArn\": \"" + activity + "\", \"WorkerName\": \"state\"},"
                + " \"Next\": \"Answer\"}, \"Answer\": {\"Type\": \"Task\","
                + " \"Resource\": \"arn:aws:states:::aws-sdk:sfn:sendTaskSuccess\","
                + " \"Parameters\": {\"TaskToken.$\": \"$.TaskToken\", \"Output.$\": \"$.Input\"}, \"End\": true}}}");
        StartedExecution working = bench.stepFunctions.startExecution(worker, "{}");

        LocalExecution ended = bench.ended(startUncaught(""));

        assertThat(ended.output()).contains("{\"id\":7}");
        assertThat(working).succeeded();
        assertThat(bench.history(ended.arn())
                        .get(3)
                        .activityStartedEventDetails()
                        .workerName())
                .isEqualTo("state");
    }

    @Test
    void aStateThatPollsWithoutATaskHasNoToken() {
        StartedExecution polling = bench.stepFunctions.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::aws-sdk:sfn:getActivityTask\","
                        + " \"Parameters\": {\"ActivityArn\": \"" + activity + "\"}, \"End\": true"),
                "{}");
        bench.advance(60);

        assertThat(polling).succeeded().withOutput("{}");
    }

    @Test
    void aStateThatWasStoppedTakesNoTask() {
        StartedExecution polling = bench.stepFunctions.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::aws-sdk:sfn:getActivityTask\","
                        + " \"Parameters\": {\"ActivityArn\": \"" + activity + "\"}, \"End\": true"),
                "{}");
        bench.advance(1);
        bench.sfn.stopExecution(s -> s.executionArn(polling.arn()));
        startUncaught("");

        assertThat(poll().taskToken()).isNotNull();
    }

    @Test
    void aStateIsRefusedAsTheWorkerOfNoActivity() {
        StartedExecution polling = bench.stepFunctions.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::aws-sdk:sfn:getActivityTask\","
                        + " \"Parameters\": {\"ActivityArn\": \"" + activity + "-none\"}, \"End\": true"),
                "{}");

        assertThat(polling).failed().withError("Sfn.ActivityDoesNotExistException");
    }

    @Test
    void anActivityIsCreatedOnce() {
        CreateActivityResponse again = bench.sfn.createActivity(a -> a.name("pack"));

        assertThat(again.activityArn()).isEqualTo(activity);
        assertThat(again.creationDate())
                .isEqualTo(
                        bench.sfn.describeActivity(d -> d.activityArn(activity)).creationDate());
        assertThat(bench.sfn.describeActivity(d -> d.activityArn(activity)).name())
                .isEqualTo("pack");
        assertThat(bench.sfn
                        .describeActivity(d -> d.activityArn(activity))
                        .encryptionConfiguration()
                        .typeAsString())
                .isEqualTo("AWS_OWNED_KEY");
        assertThatThrownBy(() -> bench.sfn.createActivity(a -> a.name("pack")
                        .encryptionConfiguration(
                                e -> e.type("CUSTOMER_MANAGED_KMS_KEY").kmsKeyId("alias/mine"))))
                .hasMessageContaining("Activity Already Exists: '" + activity + "'");
    }

    @Test
    void anActivityIsListedUntilItIsDeleted() {
        bench.sfn.createActivity(a -> a.name("label"));

        assertThat(bench.sfn.listActivitiesPaginator(l -> l.maxResults(1)).activities())
                .extracting(listed -> listed.name())
                .containsExactly("label", "pack");
        bench.sfn.deleteActivity(d -> d.activityArn(activity));
        bench.sfn.deleteActivity(d -> d.activityArn(activity));
        assertThat(bench.sfn.listActivities().activities())
                .extracting(listed -> listed.name())
                .containsExactly("label");
    }

    @Test
    void whatIsNoActivityIsRefused() {
        bench.sfn.deleteActivity(d -> d.activityArn(activity));

        assertThatThrownBy(() -> bench.sfn.describeActivity(d -> d.activityArn(activity)))
                .hasMessageContaining("Activity Does Not Exist: '" + activity + "'");
        assertThatThrownBy(this::poll).hasMessageContaining("Activity Does Not Exist: '" + activity + "'");
        assertThatThrownBy(() -> bench.sfn.getActivityTask(g -> g.activityArn("not-an-arn")))
                .hasMessageContaining("Invalid Arn: 'Invalid ARN prefix'");
        assertThatThrownBy(() -> bench.sfn.createActivity(a -> a.name("a b")))
                .hasMessageContaining("Invalid Name: 'a b'");
    }

    @Test
    void anActivityHasNoCredentials() {
        assertThatThrownBy(() -> startUncaught("\"Credentials\": {\"RoleArn\": \"r\"}, "))
                .hasMessageContaining("The field 'Credentials' is not supported for activities");
    }

    @Test
    void refusesAnExpressMachineWithAnActivity() {
        assertThatThrownBy(() -> bench.sfn.createStateMachine(m -> m.name("express")
                        .type("EXPRESS")
                        .roleArn(Workbench.ROLE)
                        .definition(Definitions.of(task("")))))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Express state machine does not support Activity ARN at /States/S/Resource");
    }
}
