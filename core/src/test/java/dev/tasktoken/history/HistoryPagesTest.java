package dev.tasktoken.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** How far back histories are read, and what is made of refused and failed calls. */
class HistoryPagesTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);

    /** A loop of states that ends in a task, and a Parallel state with a task in either branch. */
    private static final String DEFINITION = "{\"StartAt\":\"Read\",\"States\":{\"Read\":{},\"Approve\":{},"
            + "\"Both\":{\"Branches\":[{\"States\":{\"Left\":{}}},{\"States\":{\"Step\":{},\"Right\":{},"
            + "\"Orders\":{\"ItemProcessor\":{\"States\":{\"Line\":{}}}},\"Old\":{\"Iterator\":{\"States\":"
            + "{\"Row\":{}}}}}}]}}}";

    private final FakeService service = new FakeService().pageSize(100);

    @Test
    void theNewestPageIsEnoughForATaskOfTheOutermostLevel() {
        service.definition(DEFINITION)
                .with("one", passes(Events.started(), "Read", 500).waiting("Approve", A));

        assertThat(search().in(FakeService.arn("one"))
                        .state("Approve")
                        .taskToken()
                        .value())
                .isEqualTo(A);
        assertThat(service.calls).containsExactly("GetExecutionHistory", "DescribeStateMachineForExecution");
    }

    @Test
    void aBranchThatWasAbortedBeforeTheStateThatRunsIsOver() {
        Events events = Events.started().entered("Parallel", "Race").add("ParallelStateStarted");
        long start = events.last();
        passes(events, "Poll", 30);
        long right = events.last();
        events.after(start).waiting("Left", A);
        passes(events.after(right), "Poll", 20).waiting("Right", A).add("TaskFailed");
        long cause = events.last();
        events.add("TaskStateAborted").after(cause).add("TaskStateAborted").after(cause);
        events.add("ParallelStateFailed").exited("Parallel", "Race").waiting("Repair", B);
        service.definition("{\"States\":{\"Repair\":{},\"Race\":{\"Branches\":[{\"States\":{\"Left\":{}}},"
                        + "{\"States\":{\"Poll\":{},\"Right\":{}}}]}}}")
                .with("one", events);

        assertThat(search().in(FakeService.arn("one")).tasks())
                .extracting(OpenTask::path)
                .containsExactly("Repair");
    }

    @Test
    void anOpenBranchIsFoundManyPagesBack() {
        service.definition(DEFINITION).with("one", longBranch());

        assertThat(search().in(FakeService.arn("one")).tasks())
                .extracting(OpenTask::path)
                .containsExactly("Both/Left", "Both/Right");
        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isEqualTo(11);
    }

    @Test
    void whoMayNotReadTheDefinitionReadsBackToTheStart() {
        service.with("one", longBranch());

        assertThat(search().in(FakeService.arn("one")).tasks()).hasSize(2);
        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isEqualTo(21);
        assertThat(Collections.frequency(service.calls, "DescribeStateMachineForExecution"))
                .isEqualTo(1);
    }

    /** The state machine may be deleted while the execution runs on. */
    @Test
    void aDefinitionThatIsNotFoundIsReadAroundAndAskedForAgain() {
        service.definition(DEFINITION)
                .with("one", passes(Events.started(), "Read", 100).waiting("Approve", A));
        service.refused.put("DescribeStateMachineForExecution", FakeService.error(400, "StateMachineDoesNotExist"));
        ExecutionSearch search = search();

        assertThat(search.in(FakeService.arn("one")).tasks()).hasSize(1);
        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isEqualTo(3);
        service.refused.clear();
        assertThat(search.in(FakeService.arn("one")).tasks()).hasSize(1);
        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isEqualTo(4);
    }

    @Test
    void aStateInsideAnyOthersIsOneOfTheOutermost() {
        DefinitionLayout layout = DefinitionLayout.of(DEFINITION);

        for (String inside : List.of("Both", "Left", "Orders", "Line", "Old", "Row")) {
            assertThat(layout.outermost(inside)).as(inside).isEqualTo("Both");
        }
        assertThat(layout.outermost("Elsewhere")).isNull();
        assertThat(DefinitionLayout.of(null)).isEqualTo(DefinitionLayout.UNKNOWN);
    }

    @Test
    void aDefinitionThatIsNotKnownToHaveTheStateIsNotReliedOn() {
        service.definition("not JSON")
                .with("one", passes(Events.started(), "Read", 100).waiting("Approve", A));

        assertThat(search().in(FakeService.arn("one")).tasks()).hasSize(1);
        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isEqualTo(3);
    }

    @Test
    void anExecutionThatEndedTakesOneCall() {
        service.with("one", passes(Events.started(), "Read", 500).add("ExecutionSucceeded"));

        assertThat(search().in(FakeService.arn("one")).isRunning()).isFalse();
        assertThat(service.calls).hasSize(1);
    }

    @Test
    void throttlingIsWaitedOut() {
        service.with("one", Events.started().waiting("Approve", A));
        service.failures.add(FakeService.error(400, "ThrottlingException"));
        service.failures.add(FakeService.error(503, "ServiceUnavailable"));
        service.failures.add(FakeService.error(400, "KmsThrottlingException"));
        service.failures.add(SdkClientException.create("no network"));
        service.failures.add(FakeService.error(500, "InternalError"));

        assertThat(search().in(FakeService.arn("one")).tasks()).hasSize(1);
        assertThat(service.calls).hasSize(6);
    }

    @Test
    void callsAreRarerAfterThrottlingAndRecover() {
        AtomicLong now = new AtomicLong();
        List<Duration> waits = new ArrayList<>();
        CallPacer pacer = new CallPacer(10, now::get, wait -> {
            waits.add(wait);
            now.addAndGet(wait.toNanos());
        });
        HistoryCalls calls = new HistoryCalls(service, pacer);
        service.failures.add(FakeService.error(400, "ThrottlingException"));
        ExecutionSearch search =
                new ExecutionSearch(calls, new TokenSearch(CallbackReader.standard()), new DefinitionLayouts(calls));
        service.with("one", Events.started().waiting("Approve", A));

        search.in(FakeService.arn("one"));
        waits.clear();
        search.in(FakeService.arn("one"));
        search.in(FakeService.arn("one"));
        for (int i = 0; i < 20; i++) {
            search.in(FakeService.arn("one"));
        }

        assertThat(waits.get(1)).isBetween(Duration.ofMillis(180), Duration.ofMillis(200));
        assertThat(waits.get(waits.size() - 1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void credentialsThatHaveExpiredAreToBeRenewed() {
        service.refused.put("GetExecutionHistory", FakeService.error(400, "ExpiredTokenException"));

        assertThatThrownBy(() -> search().in(FakeService.arn("one")))
                .isInstanceOf(HistoryNotPermittedException.class)
                .hasMessageContaining("Renew the credentials: the credentials have expired");
    }

    @Test
    void theStateOfATaskIsFoundBehindThePagesOfItsRetries() {
        Events events = Events.started().entered("Task", "Approve");
        for (int i = 0; i < 100; i++) {
            events.sent(A).add("TaskFailed");
        }
        service.definition(DEFINITION).with("one", events.sent(B));

        assertThat(search().in(FakeService.arn("one")).tasks()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo("Approve");
            assertThat(task.attempt()).isEqualTo(101);
        });
    }

    @Test
    void throttlingThatGoesOnIsUnavailable() {
        service.refused.put("GetExecutionHistory", FakeService.error(400, "ThrottlingException"));

        assertThatThrownBy(() -> search().in(FakeService.arn("one")))
                .isInstanceOf(HistoryUnavailableException.class)
                .hasMessageContaining("ThrottlingException");
        assertThat(service.calls).hasSize(6);
    }

    @Test
    void aMissingPermissionIsNamed() {
        service.refused.put("GetExecutionHistory", FakeService.error(400, "AccessDeniedException"));

        assertThatThrownBy(() -> search().in(FakeService.arn("one")))
                .isInstanceOfSatisfying(
                        HistoryNotPermittedException.class,
                        e -> assertThat(e.permission()).isEqualTo("states:GetExecutionHistory"))
                .hasMessageContaining("Allow states:GetExecutionHistory");
        assertThat(service.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExecutionDoesNotExist", "InvalidArn"})
    void whatIsNotThereIsNotFound(String code) {
        service.refused.put("GetExecutionHistory", FakeService.error(400, code));

        assertThatThrownBy(() -> search().in(FakeService.arn("one")))
                .isInstanceOf(HistoryNotFoundException.class)
                .hasMessageContaining(code);
    }

    @Test
    void aRefusalOfAnotherKindIsNotRepeated() {
        service.refused.put("GetExecutionHistory", FakeService.error(400, "ValidationException"));

        assertThatThrownBy(() -> search().in(FakeService.arn("one"))).isInstanceOf(HistoryUnavailableException.class);
        assertThat(service.calls).hasSize(1);
    }

    @Test
    void anAddressWhereNothingAnswersIsTriedOnce() {
        service.failures.add(SdkClientException.create("x", new ConnectException("refused")));

        assertThatThrownBy(() -> search().in(FakeService.arn("one"))).isInstanceOf(HistoryUnavailableException.class);
        assertThat(service.calls).hasSize(1);
    }

    @Test
    void anInterruptedThreadStops() {
        service.with("one", Events.started().waiting("Approve", A));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() ->
                            OpenTasks.builder(service).callsPerSecond(1).build().in(FakeService.arn("one")))
                    .isInstanceOf(HistoryUnavailableException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** 1,000 events before the Parallel state, and 1,000 in its second branch behind the first one's task. */
    private static Events longBranch() {
        Events events = passes(Events.started(), "Read", 500)
                .entered("Parallel", "Both")
                .add("ParallelStateStarted");
        long start = events.last();
        events.waiting("Left", A);
        return passes(events.after(start), "Step", 500).waiting("Right", B);
    }

    private static Events passes(Events events, String state, int times) {
        for (int i = 0; i < times; i++) {
            events.pass(state);
        }
        return events;
    }

    /** Waits are not made. */
    private ExecutionSearch search() {
        HistoryCalls calls = new HistoryCalls(service, new CallPacer(1_000, () -> 0, duration -> {}));
        return new ExecutionSearch(calls, new TokenSearch(CallbackReader.standard()), new DefinitionLayouts(calls));
    }
}
