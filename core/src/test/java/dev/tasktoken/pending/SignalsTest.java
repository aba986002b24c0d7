package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AlreadyPendingException;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.Tokens;
import dev.tasktoken.pending.DecisionOutcome.DecidedBefore;
import dev.tasktoken.pending.DecisionOutcome.Recorded;
import dev.tasktoken.pending.DecisionOutcome.VoteRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that answer tasks, and the trail that a task leaves. */
class SignalsTest {
    private static final String JOB = "arn:job/1";
    private static final Decision DONE = new Decision.Success("{\"pages\":3}");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FakeSfn sfn = new FakeSfn();
    private final RecordedStore store = new RecordedStore(() -> now);
    private final PendingTasks pending = PendingTasks.builder(
                    Responders.impatient(sfn).build(), store)
            .clock(() -> now)
            .build();

    private ParkOutcome park(int n) {
        return pending.park(
                "order-" + n,
                Tokens.token(n),
                PendingTaskInfo.builder().event(JOB).build());
    }

    private static TaskToken token(int n) {
        return Tokens.token(n);
    }

    @Test
    void anEventAnswersTheTaskThatWaitsForIt() {
        assertThat(park(1)).isEqualTo(ParkOutcome.PARKED);

        assertThat(pending.signal(JOB, DONE))
                .containsOnlyKeys("order-1")
                .values()
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Recorded.class));

        assertThat(sfn.successes).singleElement().satisfies(request -> {
            assertThat(request.taskToken()).isEqualTo(token(1).value());
            assertThat(request.output()).isEqualTo("{\"pages\":3}");
        });
    }

    @Test
    void anEarlyEventIsKeptAndMeetsItsTask() {
        assertThat(pending.signal(JOB, DONE)).isEmpty();

        assertThat(park(1)).isEqualTo(ParkOutcome.ALREADY_DECIDED);

        assertThat(sfn.successes).hasSize(1);
        assertThat(store.hasToken(token(1).value())).isFalse();
        assertThat(park(1)).isEqualTo(ParkOutcome.ALREADY_DECIDED);
    }

    @Test
    void oneEventAnswersThreeTasks() {
        park(1);
        park(2);
        pending.signal(JOB, DONE);
        park(3);

        assertThat(sfn.successes)
                .extracting(request -> request.taskToken())
                .containsExactlyInAnyOrder(token(1).value(), token(2).value(), token(3).value());
    }

    @Test
    void oneEventAnswersMoreTasksThanAPageHolds() {
        IntStream.rangeClosed(1, 120).forEach(this::park);

        assertThat(pending.signal(JOB, DONE)).hasSize(120);
    }

    @Test
    void aDuplicateIsHarmlessAndTheFirstOutcomeCounts() {
        park(1);
        pending.signal(JOB, DONE);

        Map<String, DecisionOutcome> second = pending.signal(JOB, new Decision.Failure("JobFailed", "late"));

        assertThat(second.values()).singleElement().isInstanceOf(DecidedBefore.class);
        park(2);
        assertThat(sfn.calls).containsExactly("success", "success");
    }

    @Test
    void anEventOfAnotherJobAnswersNothing() {
        park(1);

        assertThat(pending.signal(JOB + "0", DONE)).isEmpty();
        assertThat(pending.signal("order-1", DONE))
                .as("the task's id is no job")
                .isEmpty();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void theSignalThatArrivesWhileATaskIsParkedMeetsIt() {
        for (String record : new String[] {"awaits", "parked"}) {
            sfn.successes.clear();
            String job = JOB + record;
            TaskToken token = token(record.length());
            store.before("create", record, () -> pending.signal(job, DONE));

            pending.park(record, token, PendingTaskInfo.builder().event(job).build());

            assertThat(sfn.successes).hasSize(1);
        }
    }

    @Test
    void whatACrashLeftOutIsDoneWhenTheMessageIsRedelivered() {
        pending.signal(JOB, DONE);
        for (String record : new String[] {"parked", "awaits", "decided"}) {
            store.before("create", record, RecordedStore.CRASH);
            assertThatThrownBy(() -> park(1)).isInstanceOf(RecordedStore.Crash.class);
        }

        assertThat(park(1)).isEqualTo(ParkOutcome.ALREADY_DECIDED);

        assertThat(sfn.successes).hasSize(1);
    }

    @Test
    void anEventWhoseStoreIsDownIsToBeRedelivered() {
        park(1);
        store.before("create", "signal", RecordedStore.DOWN);
        assertThatThrownBy(() -> pending.signal(JOB, DONE)).isInstanceOf(StoreUnavailableException.class);
        store.after("create", "signal", RecordedStore.DOWN);
        assertThatThrownBy(() -> pending.signal(JOB, DONE)).isInstanceOf(StoreUnavailableException.class);

        assertThat(pending.signal(JOB, DONE)).hasSize(1);
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void anOutputThatCannotBeSentFailsTheTask() {
        park(1);

        pending.signal(JOB, new Decision.Success("no JSON"));

        assertThat(sfn.failures)
                .singleElement()
                .extracting(request -> request.error())
                .isEqualTo(TaskFailure.OUTPUT_NOT_JSON);
    }

    @Test
    void noEventTakesThePlaceOfPeople() {
        PendingTaskInfo info = PendingTaskInfo.builder()
                .event(JOB)
                .policy(ApprovalPolicy.approvals(1))
                .build();
        pending.park("order-1", token(1), info);

        assertThat(pending.signal(JOB, DONE).values()).singleElement().isInstanceOf(VoteRefused.class);
        assertThat(pending.park("order-1", token(1), info)).isEqualTo(ParkOutcome.ALREADY_PARKED);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void aNoteIsWrittenOnceAndOnlyWhileTheTaskWaits() {
        park(1);
        String attempt = token(1).fingerprint();

        assertThat(pending.note("order-1", attempt, "reminded")).isTrue();
        assertThat(pending.note("order-1", attempt, "reminded")).isFalse();
        assertThat(pending.note("order-1", token(2).fingerprint(), "escalated")).isFalse();
        pending.fail("order-1", "NobodyDecided", "");
        assertThat(pending.note("order-1", attempt, "escalated")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> pending.note("order-1", attempt, "not a word"));
    }

    @Test
    void aNoteIsKeptForAsLongAsItsTaskWaits() {
        park(1);
        pending.note("order-1", token(1).fingerprint(), "reminded");
        now = now.plus(Duration.ofDays(300));

        assertThat(pending.note("order-1", token(1).fingerprint(), "reminded")).isFalse();
    }

    @Test
    void theTrailOutlivesTheAnswer() {
        PendingTaskInfo info =
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build();
        DecidedBy ann = DecidedBy.person("ann").withComment("within budget");
        DecidedBy bob = DecidedBy.person("bob");
        String attempt = token(1).fingerprint();
        pending.park("order-1", token(1), info);
        for (Runnable step : new Runnable[] {
            () -> pending.note("order-1", attempt, "reminded"),
            () -> pending.decide("order-1", attempt, DONE, bob),
            () -> pending.withdraw("order-1", attempt, bob),
            () -> pending.decide("order-1", attempt, DONE, bob),
            () -> pending.decide("order-1", attempt, DONE, ann)
        }) {
            now = now.plusSeconds(60);
            step.run();
        }
        now = now.plus(Duration.ofDays(29));

        assertThat(pending.audit("order-1"))
                .extracting(AuditEntry::kind)
                .containsExactly(
                        AuditEntry.Kind.PARKED,
                        AuditEntry.Kind.NOTED,
                        AuditEntry.Kind.APPROVED,
                        AuditEntry.Kind.WITHDRAWN,
                        AuditEntry.Kind.APPROVED,
                        AuditEntry.Kind.APPROVED,
                        AuditEntry.Kind.DECIDED,
                        AuditEntry.Kind.ANSWERED);
        assertThat(pending.audit("order-1").get(5).by()).contains(ann);
        assertThat(pending.audit("order-1")).noneMatch(entry -> entry.toString().contains(Tokens.PREFIX));
        assertThat(pending.audit("order-2")).isEmpty();
    }

    @Test
    void aTaskThatWasNotParkedUnderOneIdIsFoundUnderAnother() {
        PendingTaskInfo info = PendingTaskInfo.builder().event(JOB).build();
        pending.park("a", token(1));
        assertThatThrownBy(() -> pending.park("a", token(2), info)).isInstanceOf(AlreadyPendingException.class);

        assertThat(pending.park("b", token(2), info)).isEqualTo(ParkOutcome.PARKED);

        assertThat(pending.signal(JOB, DONE)).containsOnlyKeys("b");
        assertThat(sfn.successes).singleElement().extracting(r -> r.taskToken()).isEqualTo(token(2).value());
    }

    @Test
    void aTaskThatWaitsUnderTwoIdsIsAnsweredUnderBoth() {
        PendingTaskInfo info = PendingTaskInfo.builder().event(JOB).build();
        pending.park("a", token(1), info);
        pending.park("b", token(1), info);

        assertThat(pending.signal(JOB, DONE)).containsOnlyKeys("a", "b");
    }

    @Test
    void whatAnEarlierVersionWroteIsFound() {
        park(1);
        String written = store.texts.entrySet().stream()
                .filter(record -> record.getKey().name().startsWith("awaits"))
                .findFirst()
                .orElseThrow()
                .getValue();
        String name = "awaits-" + token(1).fingerprint();
        store.create(
                new TokenStore.Key(TokenStore.Area.DECISIONS, "job-2", name),
                written.replace(JOB, "job-2"),
                Duration.ofDays(1));

        assertThat(pending.signal("job-2", DONE)).containsOnlyKeys("order-1");
    }

    @Test
    void anEventThatQuotesTheTokenOfATaskThatWaitsIsNotKept() {
        String quote = "{\"env\":\"" + token(1).value() + "\"}";
        park(1);
        pending.signal(JOB, new Decision.Success(quote));
        pending.park(
                "order-2", token(1), PendingTaskInfo.builder().event("job-2").build());
        pending.signal("job-2", new Decision.Failure("JobFailed", quote));

        assertThat(store.hasToken(token(1).value())).isFalse();
        assertThat(sfn.failures)
                .extracting(request -> request.error())
                .containsExactly("OutputHoldsToken", "JobFailed");
    }

    @Test
    void theTrailIsInTheOrderOfTime() {
        PendingTaskInfo info =
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build();
        String attempt = token(1).fingerprint();
        pending.park("order-1", token(1), info);
        now = now.plusSeconds(60);
        pending.decide("order-1", attempt, DONE, DecidedBy.person("ann"));
        now = now.plusSeconds(60);
        pending.note("order-1", attempt, "reminded");

        assertThat(pending.audit("order-1"))
                .extracting(AuditEntry::kind)
                .containsExactly(AuditEntry.Kind.PARKED, AuditEntry.Kind.APPROVED, AuditEntry.Kind.NOTED);
    }

    @Test
    void theTrailIsOfTheLatestTaskOnly() {
        park(1);
        pending.note("order-1", token(1).fingerprint(), "reminded");
        sfn.says(FakeSfn.closedTask(1));
        pending.park("order-1", token(2));

        assertThat(pending.audit("order-1")).extracting(AuditEntry::kind).containsExactly(AuditEntry.Kind.PARKED);
    }

    @Test
    void anEventIsReportedOnceForAStateThatWasRetriedUnderItsId() {
        PendingTaskInfo info = PendingTaskInfo.builder().event(JOB).build();
        for (int n = 0; n < 10; n++) {
            pending.park("order-" + n, token(n), info);
            sfn.says(FakeSfn.closedTask(1));
            pending.park("order-" + n, token(n + 100), info);
        }

        assertThat(pending.signal(JOB, DONE))
                .hasSize(10)
                .allSatisfy((id, outcome) -> assertThat(outcome).isInstanceOf(Recorded.class));
        assertThat(sfn.successes).hasSize(10);
    }

    @Test
    void theFirstOutcomeCountsAlsoForATaskThatItsProcessDidNotAnswer() {
        park(1);
        store.after("create", "signal", RecordedStore.CRASH);
        assertThatThrownBy(() -> pending.signal(JOB, DONE)).isInstanceOf(RecordedStore.Crash.class);

        pending.signal(JOB, new Decision.Failure("JobFailed", "late"));

        assertThat(sfn.calls).containsExactly("success");
    }
}
