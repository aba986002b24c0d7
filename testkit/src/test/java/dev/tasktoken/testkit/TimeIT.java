package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Timeouts, heartbeats and retries, on the moved clock. */
class TimeIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTaskTimesOutAndItsTokenIsDead() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 60, \"End\": true");
        String token = bench.token();
        bench.advance(61);

        assertThatThrownBy(() -> bench.succeed(token, "1")).isInstanceOf(TaskTimedOutException.class);
        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bench.ended(execution).error()).contains("States.Timeout");
        assertThat(bench.eventTypes(execution)).endsWith("TaskTimedOut", "ExecutionFailed");
    }

    @Test
    void aTaskIsOpenUntilItsTimeout() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 600, \"End\": true");
        String token = bench.token();
        bench.advance(500);
        bench.succeed(token, "1");

        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    @Test
    void aHeartbeatStartsTheHeartbeatsClockAgain() {
        String execution = bench.runWaiting("\"HeartbeatSeconds\": 100, \"End\": true");
        String token = bench.token();
        for (int beat = 0; beat < 5; beat++) {
            bench.advance(80);
            bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        }
        bench.succeed(token, "1");

        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    @Test
    void aMissedHeartbeatSurfacesAsATimeout() {
        String execution = bench.runWaiting("\"HeartbeatSeconds\": 100, \"End\": true");
        String token = bench.token();
        bench.advance(80);
        bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        bench.advance(101);

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
        assertThatThrownBy(() -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token)))
                .isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void heartbeatsDoNotMoveTheHardLimit() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 200, \"HeartbeatSeconds\": 100, \"End\": true");
        String token = bench.token();
        for (int beat = 0; beat < 2; beat++) {
            bench.advance(90);
            bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        }
        bench.advance(30);

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void bothLimitsCanComeFromTheInput() {
        String definition = Definitions.of(bench.waiting(
                "\"TimeoutSecondsPath\": \"$.limit\", \"HeartbeatSecondsPath\": \"$.beat\", \"End\": true"));
        String execution = bench.run(definition, "{\"limit\": 500, \"beat\": 100}");
        bench.token();
        bench.advance(101);

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bench.history(execution).get(2).taskScheduledEventDetails().timeoutInSeconds())
                .isEqualTo(500);
        assertThat(bench.history(execution).get(2).taskScheduledEventDetails().heartbeatInSeconds())
                .isEqualTo(100);
    }

    @Test
    void aLimitFromTheInputMustBeAPositiveInteger() {
        String definition = Definitions.of(bench.waiting("\"TimeoutSecondsPath\": \"$.limit\", \"End\": true"));

        assertThat(bench.ended(bench.run(definition, "{\"limit\": 0}")).error()).contains("States.Runtime");
        assertThat(bench.ended(bench.run(definition, "{\"limit\": \"9\"}")).error())
                .contains("States.Runtime");
        assertThat(bench.ended(bench.run(definition, "{}")).error()).contains("States.Runtime");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @Test
    void theExecutionsOwnTimeoutCannotBeCaught() {
        String definition = "{\"StartAt\": \"S\", \"TimeoutSeconds\": 50, \"States\": {\"S\": {"
                + bench.waiting("\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"C\"}], \"End\": true")
                + "}, \"C\": {\"Type\": \"Succeed\"}}}";
        String execution = bench.run(definition, "{}");
        String token = bench.token();
        bench.advance(51);

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThatThrownBy(() -> bench.succeed(token, "1")).isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void aTaskWithoutATimeoutWaitsUpToAYear() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        bench.stepFunctions.clock().advance(Duration.ofDays(364));
        bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        bench.stepFunctions.clock().advance(Duration.ofDays(1));

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    @Test
    void everyAttemptHasATokenOfItsOwn() {
        String execution = bench.runWaiting(
                "\"Retry\": [{\"ErrorEquals\": [\"Mine\"], \"IntervalSeconds\": 10, \"MaxAttempts\": 1}], \"End\": true");
        String first = bench.token();
        bench.fail(first, "Mine", "try again");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
        bench.advance(11);
        String second = bench.token();

        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> bench.succeed(first, "1")).isInstanceOf(TaskTimedOutException.class);
        bench.succeed(second, "2");
        assertThat(bench.ended(execution).output()).contains("2");
    }

    @Test
    void retriesRunOutOneTimeoutAfterTheOther() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 60, \"End\": true, \"Retry\": [{\"ErrorEquals\":"
                + " [\"States.Timeout\"], \"IntervalSeconds\": 1, \"MaxAttempts\": 2, \"BackoffRate\": 3.0}]");
        bench.token();

        bench.advance(60 + 1 + 60 + 3 + 60 + 1);

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bench.eventTypes(execution))
                .filteredOn("TaskScheduled"::equals)
                .hasSize(3);
        assertThat(bench.eventTypes(execution))
                .filteredOn("TaskSubmitted"::equals)
                .hasSize(3);
        assertThat(bench.stepFunctions.topics().published(bench.topicArn)).hasSize(3);
    }

    @Test
    void anExecutionThatIsStoppedBetweenAttemptsStaysStopped() {
        String execution = bench.runWaiting("\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}], \"End\": true");
        bench.fail(bench.token(), "E", "c");
        bench.sfn.stopExecution(s -> s.executionArn(execution));
        bench.advance(3600);

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(bench.stepFunctions.topics().published(bench.topicArn)).hasSize(1);
    }

    @Test
    void eventsCarryTheMovedTime() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 86400, \"End\": true");
        bench.token();
        bench.advance(86_401);

        var events = bench.history(execution);
        Duration taken = Duration.between(
                events.get(0).timestamp(), events.get(events.size() - 1).timestamp());
        assertThat(taken).isBetween(Duration.ofSeconds(86_399), Duration.ofSeconds(86_460));
    }
}
