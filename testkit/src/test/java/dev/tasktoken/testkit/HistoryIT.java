package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** GetExecutionHistory: which events, in which order, with which details. */
class HistoryIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void recordsACallbackThatSucceeded() throws Exception {
        String execution = bench.runWaiting("\"HeartbeatSeconds\": 30, \"TimeoutSeconds\": 60, \"End\": true");
        String token = bench.token();
        bench.succeed(token, "{\"r\":1}");

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .isEqualTo(TaskEvents.inSuccess("TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"));
        assertThat(events).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(events).extracting(HistoryEvent::previousEventId).containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(events).extracting(HistoryEvent::timestamp).isSorted();
        assertThat(events.get(0).executionStartedEventDetails().input()).isEqualTo("{}");
        assertThat(events.get(0).executionStartedEventDetails().roleArn()).isEqualTo(Workbench.ROLE);
        assertThat(events.get(1).stateEnteredEventDetails().name()).isEqualTo("S");
        assertThat(events.get(2).taskScheduledEventDetails().resourceType()).isEqualTo("sns");
        assertThat(events.get(2).taskScheduledEventDetails().resource()).isEqualTo("publish.waitForTaskToken");
        assertThat(events.get(2).taskScheduledEventDetails().region()).isEqualTo("us-east-1");
        assertThat(events.get(2).taskScheduledEventDetails().timeoutInSeconds()).isEqualTo(60);
        JsonNode parameters =
                Json.MAPPER.readTree(events.get(2).taskScheduledEventDetails().parameters());
        assertThat(parameters.at("/Message/token").textValue()).isEqualTo(token);
        assertThat(events.get(4).taskSubmittedEventDetails().output()).contains("MessageId");
        assertThat(events.get(5).taskSucceededEventDetails().output()).isEqualTo("{\"r\":1}");
        assertThat(events.get(5).taskSucceededEventDetails().outputDetails().truncated())
                .isFalse();
        assertThat(events.get(6).stateExitedEventDetails().output()).isEqualTo("{\"r\":1}");
        assertThat(events.get(7).executionSucceededEventDetails().output()).isEqualTo("{\"r\":1}");
    }

    @Test
    void recordsACallbackThatFailedAndWasCaught() {
        String execution = bench.run(
                Definitions.withCaught(bench.waiting(
                        "\"End\": true, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}]")),
                "{}");
        bench.fail(bench.token(), "Mine", "because");

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskFailed",
                        "TaskStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded");
        assertThat(events.get(5).taskFailedEventDetails().error()).isEqualTo("Mine");
        assertThat(events.get(5).taskFailedEventDetails().cause()).isEqualTo("because");
        assertThat(events.get(5).taskFailedEventDetails().resourceType()).isEqualTo("sns");
    }

    @Test
    void recordsAPlainCall() {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Parameters\":"
                        + " {\"TopicArn\": \"" + bench.topicArn + "\", \"Message\": \"hi\"}, \"End\": true"),
                "{}");
        bench.ended(execution);

        assertThat(bench.eventTypes(execution))
                .isEqualTo(TaskEvents.inSuccess("TaskScheduled", "TaskStarted", "TaskSucceeded"));
    }

    @Test
    void recordsAFailureThatNobodyCaught() {
        String execution = bench.runWaiting("\"End\": true");
        bench.fail(bench.token(), "Mine", "because");

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .endsWith("TaskStarted", "TaskSubmitted", "TaskFailed", "ExecutionFailed");
        assertThat(events).extracting(HistoryEvent::previousEventId).containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events.get(6).executionFailedEventDetails().error()).isEqualTo("Mine");
        assertThat(events.get(6).executionFailedEventDetails().cause()).isEqualTo("because");
    }

    @Test
    void recordsATaskThatTimedOut() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 5, \"End\": true");
        bench.token();
        bench.advance(6);

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .endsWith("TaskStarted", "TaskSubmitted", "TaskTimedOut", "ExecutionFailed");
        assertThat(events).extracting(HistoryEvent::previousEventId).containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events.get(5).taskTimedOutEventDetails().resourceType()).isEqualTo("sns");
        assertThat(events.get(5).taskTimedOutEventDetails().resource()).isEqualTo("publish.waitForTaskToken");
        assertThat(events.get(5).taskTimedOutEventDetails().error()).isEqualTo("States.Timeout");
    }

    @Test
    void recordsAnExecutionThatTimedOut() {
        String definition = "{\"StartAt\": \"S\", \"TimeoutSeconds\": 50, \"States\": {\"S\": {"
                + bench.waiting("\"End\": true") + "}}}";
        String execution = bench.run(definition, "{}");
        bench.token();
        bench.advance(51);

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .endsWith("TaskStarted", "TaskSubmitted", "ExecutionTimedOut");
        assertThat(events.get(5).executionTimedOutEventDetails().error()).isEqualTo("States.Timeout");
    }

    @Test
    void recordsAnExecutionThatWasStopped() {
        String execution = bench.runWaiting("\"End\": true");
        bench.token();
        bench.sfn.stopExecution(s -> s.executionArn(execution).error("Stop").cause("by hand"));

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "ExecutionAborted");
        assertThat(events.get(5).id()).isEqualTo(6);
        assertThat(events.get(5).previousEventId()).isZero();
        assertThat(events.get(5).executionAbortedEventDetails().error()).isEqualTo("Stop");
        assertThat(events.get(5).executionAbortedEventDetails().cause()).isEqualTo("by hand");
    }

    @Test
    void endsHaveTheirDetailsEvenWithoutErrorAndCause() {
        String failed = bench.run(Definitions.of("\"Type\": \"Fail\""), "{}");
        String stopped = bench.runWaiting("\"End\": true");
        bench.token();
        bench.sfn.stopExecution(s -> s.executionArn(stopped));

        assertThat(bench.history(failed).get(2).executionFailedEventDetails()).isNotNull();
        assertThat(bench.history(failed).get(2).executionFailedEventDetails().error())
                .isNull();
        assertThat(bench.history(stopped).get(5).executionAbortedEventDetails()).isNotNull();
    }

    @Test
    void recordsEachAttemptOfARetry() {
        String execution =
                bench.runWaiting("\"Retry\": [{\"ErrorEquals\": [\"Mine\"], \"MaxAttempts\": 1}], \"End\": true");
        bench.fail(bench.token(), "Mine", "");
        bench.advance(2);
        bench.succeed(bench.token(), "1");

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .isEqualTo(TaskEvents.inSuccess(
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskFailed",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskSucceeded"));
        assertThat(events)
                .extracting(HistoryEvent::previousEventId)
                .containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }

    @Test
    void leavesDataOutWhereAsked() {
        String execution = bench.runWaiting("\"End\": true");
        bench.succeed(bench.token(), "\"secret\"");

        List<HistoryEvent> events = bench.sfn
                .getExecutionHistory(h -> h.executionArn(execution).includeExecutionData(false))
                .events();

        assertThat(events).hasSize(8);
        assertThat(events.toString()).doesNotContain("secret", TaskTokens.PREFIX);
        assertThat(events.get(5).taskSucceededEventDetails().output()).isNull();
    }

    @Test
    void comesInPagesAndInBothOrders() {
        String execution = bench.runWaiting("\"End\": true");
        bench.succeed(bench.token(), "1");

        List<Long> forward =
                bench
                        .sfn
                        .getExecutionHistoryPaginator(
                                h -> h.executionArn(execution).maxResults(3))
                        .events()
                        .stream()
                        .map(HistoryEvent::id)
                        .toList();
        List<Long> backward = bench
                .sfn
                .getExecutionHistoryPaginator(
                        h -> h.executionArn(execution).maxResults(3).reverseOrder(true))
                .events()
                .stream()
                .map(HistoryEvent::id)
                .toList();

        assertThat(forward).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(backward)
                .containsExactlyElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> 8L - i).toList());
    }
}
