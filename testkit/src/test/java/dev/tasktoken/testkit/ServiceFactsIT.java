package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.internal.values.Json;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** Facts of docs/step-functions-facts.md that need a story of their own. */
class ServiceFactsIT {
    private final Workbench bench = Workbench.withQueues();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aFailureReportThatIsTooLongLeavesTheTaskToItsTimeout() {
        String execution = bench.runWaiting("\"TimeoutSeconds\": 60, \"End\": true");
        String token = bench.token();
        assertThatThrownBy(() -> bench.fail(token, "e".repeat(257), "c")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> bench.fail(token, "E", "c".repeat(32_769))).isInstanceOf(ValidationException.class);
        assertThat(bench.stepFunctions.isOpen(token)).isTrue();

        bench.advance(61);

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
        assertThat(bench.ended(execution).cause()).isEmpty();
    }

    @Test
    void everyErrorOfAnAnswerHasStatus400() {
        bench.runWaiting("\"End\": true");
        String open = bench.token();
        bench.runWaiting("\"End\": true");
        String closed = bench.token();
        bench.succeed(closed, "1");

        assertRefused("InvalidOutput", () -> bench.succeed(open, "abc"));
        assertRefused("TaskTimedOut", () -> bench.succeed(closed, "1"));
        assertRefused("TaskTimedOut", () -> bench.fail(closed, "E", "c"));
        assertRefused("TaskTimedOut", () -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken(closed)));
        assertRefused("InvalidToken", () -> bench.succeed("x", "1"));
        assertRefused("InvalidToken", () -> bench.fail("x", "E", "c"));
        assertRefused("InvalidToken", () -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken("x")));
        assertRefused("ValidationException", () -> bench.fail(open, "e".repeat(257), "c"));
    }

    @Test
    void aLateAnswerChangesNothing() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        bench.fail(token, "First", "of all");

        assertThatThrownBy(() -> bench.succeed(token, "\"second\"")).isInstanceOf(TaskTimedOutException.class);

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bench.ended(execution).error()).contains("First");
        assertThat(bench.eventTypes(execution)).doesNotContain("TaskSucceeded").containsOnlyOnce("TaskFailed");
    }

    @Test
    void timeInAQueueCountsAgainstTheHeartbeat() throws Exception {
        String queueUrl = Queues.create();
        String execution = bench.run(
                Definitions.of(
                        "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\","
                                + " \"Parameters\": {\"QueueUrl\": \"" + queueUrl
                                + "\", \"MessageBody\": {\"token.$\": \"$$.Task.Token\"}}, \"HeartbeatSeconds\": 60, \"End\": true"),
                "{}");
        bench.token();

        bench.advance(61);

        String token = Json.MAPPER
                .readTree(Queues.receive(queueUrl).body())
                .get("token")
                .textValue();
        assertThatThrownBy(() -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token)))
                .isInstanceOf(TaskTimedOutException.class);
        assertThat(bench.ended(execution).error()).contains("States.Timeout");
    }

    @Test
    void aMissedHeartbeatIsRecordedAsATimeout() {
        String execution = bench.runWaiting("\"HeartbeatSeconds\": 60, \"End\": true");
        bench.token();
        bench.advance(61);

        HistoryEvent event = bench.history(execution).get(5);

        assertThat(event.typeAsString()).isEqualTo("TaskTimedOut");
        assertThat(event.taskTimedOutEventDetails().error()).isEqualTo("States.Timeout");
    }

    @Test
    void aStateThatIsEnteredAgainMakesAnotherToken() {
        String execution = bench.run(
                "{\"StartAt\": \"S\", \"States\": {\"S\": {" + bench.waiting("\"Next\": \"Enough\"")
                        + "}, \"Enough\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.enough\","
                        + " \"BooleanEquals\": false, \"Next\": \"S\"}], \"Default\": \"End\"},"
                        + " \"End\": {\"Type\": \"Succeed\"}}}",
                "{}");
        String first = bench.token();
        bench.succeed(first, "{\"enough\": false}");
        String second = bench.token();

        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> bench.succeed(first, "{\"enough\": true}")).isInstanceOf(TaskTimedOutException.class);
        bench.succeed(second, "{\"enough\": true}");
        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    @Test
    void aStateThatHandsNoTokenOutWaitsForItsTimeout() {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish.waitForTaskToken\","
                        + " \"Parameters\": {\"TopicArn\": \"" + bench.topicArn
                        + "\", \"Message\": \"no token here\"}, \"TimeoutSeconds\": 3600, \"End\": true"),
                "{}");
        bench.token();

        bench.advance(3599);
        ExecutionStatus before =
                bench.sfn.describeExecution(d -> d.executionArn(execution)).status();
        bench.advance(2);

        assertThat(before).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(bench.ended(execution).error()).contains("States.Timeout");
    }

    /** Not a fact of the service: it is why no request must be logged. */
    @Test
    void theSdksRequestsHideTheirTokenAndTheRest() {
        String token = TestTokens.numbered(1);

        String success = SendTaskSuccessRequest.builder()
                .taskToken(token)
                .output("\"secret\"")
                .build()
                .toString();
        String failure = SendTaskFailureRequest.builder()
                .taskToken(token)
                .error("secret")
                .cause("secret")
                .build()
                .toString();

        assertThat(success.contains(token)).isFalse();
        assertThat(failure.contains(token)).isFalse();
        assertThat(success.contains("secret") || failure.contains("secret")).isFalse();
    }

    private static void assertRefused(String code, ThrowingCallable answer) {
        assertThatThrownBy(answer).isInstanceOfSatisfying(SfnException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }
}
