package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.Responders;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;

/** Processes that end between two steps, stores that fail, and records that are damaged. */
class PendingCrashTest {
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final TaskToken LATER = Tokens.token(2);
    private static final String ID = "order-42";

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FakeSfn sfn = new FakeSfn();
    private final TokenResponder responder = Responders.impatient(sfn).build();
    private final RecordedStore store = new RecordedStore(() -> now);
    private final PendingTasks pending = PendingTasks.builder(responder, store)
            .clock(() -> now, wait -> {})
            .resendAfter(Duration.ZERO)
            .build();

    @Test
    void sendsTheDecisionOfAProcessThatCrashedBeforeItSentIt() {
        parkAndCrashOnceDecided("first");
        assertThat(sfn.calls).isEmpty();

        DecisionOutcome next = pending.fail(ID, "Cancelled", "");

        assertThat(next)
                .isEqualTo(new DecisionOutcome.DecidedBefore(new RecordedDecision(
                        new Decision.Success("\"first\""),
                        now,
                        Optional.of(AnswerOutcome.ACCEPTED),
                        Optional.empty(),
                        List.of())));
        assertThat(sfn.calls).containsExactly("success");
        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @Test
    void resendUndeliveredSendsWhatACrashedProcessRecorded() {
        parkAndCrashOnceDecided("first");

        assertThat(pending.resendUndelivered()).isEqualTo(1);

        assertSent("\"first\"");
    }

    @Test
    void reportsAnAnswerAsUnconfirmedThatACrashedProcessSent() {
        pending.park(ID, TOKEN);
        store.before("delete", "parked", RecordedStore.CRASH);
        assertCrashes(() -> pending.succeed(ID, "first"));
        sfn.says(FakeSfn.closedTask(1));

        Optional<RecordedDecision> resent = pending.resend(ID);

        assertThat(resent.flatMap(RecordedDecision::answer)).contains(AnswerOutcome.UNCONFIRMED);
        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @Test
    void findsItsOwnDecisionWhenTheStoreSaysThatItWasThereBefore() {
        pending.park(ID, TOKEN);
        store.sayThatItWasThereBefore("decided");

        DecisionOutcome outcome = pending.succeed(ID, 1);

        assertThat(outcome).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void returnsTheServicesReplyAlthoughTheTokenCouldNotBeDeleted() {
        pending.park(ID, TOKEN);
        store.before("delete", "parked", RecordedStore.DOWN);

        assertThat(pending.succeed(ID, 1)).isInstanceOf(DecisionOutcome.Recorded.class);

        sfn.says(FakeSfn.closedTask(1));
        assertThat(pending.fail(ID, "Cancelled", "")).isInstanceOf(DecisionOutcome.DecidedBefore.class);
        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"names,''", "read,parked", "create,decided"})
    void saysThatTheStoreIsDownAndLosesNothing(String call, String name) {
        pending.park(ID, TOKEN);
        store.before(call, name, RecordedStore.DOWN);

        assertThatThrownBy(() -> pending.succeed(ID, 1)).isInstanceOf(StoreUnavailableException.class);

        assertThat(sfn.calls).isEmpty();
        assertThat(pending.succeed(ID, 1)).isInstanceOf(DecisionOutcome.Recorded.class);
    }

    @Test
    void parksWhatMayHaveBeenStoredASecondTime() {
        store.after("create", "parked", RecordedStore.DOWN);
        assertThatThrownBy(() -> pending.park(ID, TOKEN)).isInstanceOf(StoreUnavailableException.class);

        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.ALREADY_PARKED);
    }

    @Test
    void doesNotReplaceATokenThatWasAnsweredWhileItAskedForIt() {
        pending.park(ID, TOKEN);
        sfn.onCall(() -> {
            sfn.onCall(() -> {});
            assertThat(pending.succeed(ID, "decided")).isInstanceOf(DecisionOutcome.Recorded.class);
            sfn.says(FakeSfn.closedTask(1));
        });

        ParkOutcome outcome = pending.park(ID, LATER);

        assertThat(outcome).isEqualTo(ParkOutcome.PARKED);
        assertThat(sfn.successes).singleElement().extracting(r -> r.taskToken()).isEqualTo(TOKEN.value());
        assertThat(pending.find(ID).orElseThrow().attempt()).isEqualTo(LATER.fingerprint());
    }

    @Test
    void deletesTheTokenOfALateDecisionWhenTheNextTaskIsParked() {
        parkAndCrashOnceDecided(1);
        sfn.says(FakeSfn.closedTask(1));

        assertThat(pending.park(ID, LATER)).isEqualTo(ParkOutcome.PARKED);

        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @Test
    void keepsTokenAndDecisionIfThisEndpointCannotDecodeTheToken() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.invalidToken());

        assertThatThrownBy(() -> pending.succeed(ID, "first")).isInstanceOf(InvalidTaskTokenException.class);

        assertThat(pending.resend(ID).flatMap(RecordedDecision::answer)).contains(AnswerOutcome.ACCEPTED);
        assertSent("\"first\"");
    }

    @Test
    void sendsADecisionWhoseRecordWasWrittenAlthoughTheStoreFailed() {
        pending.park(ID, TOKEN);
        store.after("create", "decided", RecordedStore.DOWN);

        assertThat(pending.succeed(ID, 1)).isInstanceOf(DecisionOutcome.Recorded.class);

        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void saysThatADecisionIsRecordedWhenTheStoreFailsAfterwards() {
        pending.park(ID, TOKEN);
        store.before("read", "forgotten", RecordedStore.DOWN);

        DecisionOutcome outcome = pending.succeed(ID, "first");

        assertThat(outcome).isInstanceOf(DecisionOutcome.Undelivered.class);
        assertThat(pending.fail(ID, "Cancelled", "")).isInstanceOf(DecisionOutcome.DecidedBefore.class);
        assertSent("\"first\"");
    }

    @Test
    void sendsNothingForATaskThatWasForgottenWhileItsDecisionWasRecorded() {
        pending.park(ID, TOKEN);
        store.before("create", "decided", () -> {
            pending.forget(ID);
            pending.park(ID, TOKEN);
            pending.succeed(ID, "other");
        });

        DecisionOutcome outcome = pending.succeed(ID, "late");

        assertThat(outcome).isInstanceOf(DecisionOutcome.DecidedBefore.class);
        assertSent("\"other\"");
    }

    /** Found by the simulation, like the next two. */
    @Test
    void resendUndeliveredDeletesTheTokenThatALaterOneReplaced() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));
        store.before("delete", "parked", RecordedStore.CRASH);
        assertCrashes(() -> pending.park(ID, LATER));
        assertThat(store.hasToken(TOKEN.value())).isTrue();

        pending.resendUndelivered();

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.find(ID).orElseThrow().attempt()).isEqualTo(LATER.fingerprint());
    }

    @Test
    void resendUndeliveredDeletesTheTokenOfADecisionWhoseAnswerIsKnown() {
        parkAndCrashOnceDecided(1);
        store.before("delete", "parked", RecordedStore.DOWN);
        assertThat(pending.resend(ID).flatMap(RecordedDecision::answer)).contains(AnswerOutcome.ACCEPTED);
        assertThat(store.hasToken(TOKEN.value())).isTrue();

        assertThat(pending.resendUndelivered()).isZero();

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void resendUndeliveredDeletesWhatForgetLeftBehind() {
        pending.park(ID, TOKEN);
        store.before("delete", "parked", RecordedStore.CRASH);
        assertCrashes(() -> pending.forget(ID));
        assertThat(store.hasToken(TOKEN.value())).isTrue();

        pending.resendUndelivered();

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.find(ID)).isEmpty();
    }

    @Test
    void deletesTheClosedTasksTokenThatAnInterruptedReplacementLeft() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));
        store.after("create", "parked", RecordedStore.CRASH);
        assertCrashes(() -> pending.park(ID, LATER));

        assertThat(pending.park(ID, LATER)).isEqualTo(ParkOutcome.ALREADY_PARKED);

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.TASK_CLOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{\"v\":2}",
                "{\"v\":1}",
                "{\"v\":1,\"id\":\"another\",\"number\":1,\"attempt\":\"x\",\"since\":\"2026-01-01T00:00:00Z\",\"token\":\"t\"}",
                "{\"v\":1,\"id\":\"order-42\",\"number\":1,\"attempt\":\"x\",\"since\":\"yesterday\",\"token\":\"t\"}",
                "{\"v\":1,\"id\":\"order-42\",\"number\":1,\"attempt\":\"x\",\"since\":\"2026-01-01T00:00:00Z\",\"token\":\" \"}"
            })
    void saysThatARecordIsDamagedWithoutQuotingIt(String text) {
        pending.park(ID, TOKEN);
        store.damage("parked", text);

        assertThatThrownBy(() -> pending.succeed(ID, 1))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining(ID)
                .hasNoCause();
        assertThat(pending.waiting()).isEmpty();
        pending.forget(ID);
        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.PARKED);
    }

    @Test
    void refusesARecordThatBelongsToAnotherId() {
        pending.park(ID, TOKEN);
        pending.park("other", LATER);
        String foreign = store.texts.entrySet().stream()
                .filter(record -> record.getKey().id().equals("other"))
                .map(record -> record.getValue())
                .findFirst()
                .orElseThrow();
        store.texts.keySet().removeIf(key -> key.id().equals("other"));

        store.damage("parked", foreign);

        assertThatThrownBy(() -> pending.succeed(ID, 1)).isInstanceOf(DamagedRecordException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void saysThatADecisionIsDamaged() {
        pending.park(ID, TOKEN);
        pending.succeed(ID, 1);
        store.damage("decided", "{}");

        assertThatThrownBy(() -> pending.succeed(ID, 1)).isInstanceOf(DamagedRecordException.class);
    }

    @Test
    void aDecisionThatAnotherCallSentMeanwhileIsNotTakenForTooLate() {
        pending.park(ID, TOKEN);
        store.after("create", "decided", () -> {
            assertThat(pending.resend(ID).flatMap(RecordedDecision::answer)).contains(AnswerOutcome.ACCEPTED);
            sfn.says(FakeSfn.closedTask(1));
        });

        assertUnconfirmed(pending.succeed(ID, 1));
    }

    @Test
    void aDecisionThatACrashedCallSentMeanwhileIsNotTakenForTooLate() {
        pending.park(ID, TOKEN);
        store.after("create", "decided", () -> {
            store.before("create", "accepted", RecordedStore.CRASH);
            assertCrashes(() -> pending.resend(ID));
            sfn.says(FakeSfn.closedTask(1));
        });

        assertUnconfirmed(pending.succeed(ID, 1));
    }

    @Test
    void aClosedTaskIsUnconfirmedWhileNobodyCanTellWhetherAnotherCallSentTheDecision() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));
        store.before("read", "unsure", RecordedStore.DOWN);

        assertUnconfirmed(pending.succeed(ID, 1));
    }

    @Test
    void keepsNoTokenOfATaskThatWasFailedBecauseTheServiceDidNotTakeItsOutput() {
        pending.park(ID, TOKEN);
        sfn.says(InvalidOutputException.builder().numAttempts(1).build());

        assertThatThrownBy(() -> pending.succeed(ID, 1)).isInstanceOf(OutputRejectedException.class);

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.find(ID).flatMap(PendingTask::decided).flatMap(RecordedDecision::answer))
                .contains(AnswerOutcome.UNCONFIRMED);
        assertThat(sfn.calls).containsExactly("success", "failure");
    }

    @Test
    void logsNoTextOfAnExceptionThatIsNotOurs() {
        PrintStream err = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        pending.park(ID, TOKEN);
        store.before("delete", "parked", () -> {
            throw new IllegalStateException("a secret");
        });
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            pending.succeed(ID, 1);
        } finally {
            System.setErr(err);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("is answered, but its token is still stored")
                .doesNotContain("a secret");
    }

    @Test
    void aTaskThatWasTooLateIsClosedAlthoughItsTokenIsStillStored() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));
        store.before("delete", "parked", RecordedStore.DOWN);

        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.TaskClosed());

        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.TaskClosed());
        assertThat(sfn.calls).hasSize(1);
    }

    @Test
    void aTokenThatIsReplacedWhileItIsReadIsNotAnswered() {
        pending.park(ID, TOKEN);
        store.before("names", "DECISIONS", () -> {
            sfn.says(FakeSfn.closedTask(1));
            store.before("delete", "parked", RecordedStore.CRASH);
            assertCrashes(() -> pending.park(ID, LATER));
        });

        assertThat(pending.find(ID).map(PendingTask::attempt)).contains(LATER.fingerprint());
    }

    @Test
    void aLateCallIsReportedTheDecisionThatWasMadeWhileItsSuccessorWasParked() {
        pending.park(ID, TOKEN);
        sfn.onCall(() -> {
            sfn.onCall(() -> {});
            assertThat(pending.succeed(ID, "decided")).isInstanceOf(DecisionOutcome.Recorded.class);
            sfn.says(FakeSfn.closedTask(1));
        });
        pending.park(ID, LATER);

        assertThat(pending.decide(ID, TOKEN.fingerprint(), new Decision.Failure("Cancelled", "")))
                .isInstanceOf(DecisionOutcome.DecidedBefore.class);
    }

    @Test
    void aDecisionThatWasRecordedWhileItsSuccessorWasParkedIsNotTakenForTooLate() {
        pending.park(ID, TOKEN);
        sfn.onCall(() -> {
            sfn.onCall(() -> {});
            store.after("create", "decided", RecordedStore.CRASH);
            assertCrashes(() -> pending.succeed(ID, "decided"));
            sfn.says(FakeSfn.closedTask(1), FakeSfn.closedTask(1));
        });

        assertThat(pending.park(ID, LATER)).isEqualTo(ParkOutcome.PARKED);

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.decide(ID, TOKEN.fingerprint(), new Decision.Failure("Cancelled", "")))
                .isInstanceOfSatisfying(
                        DecisionOutcome.DecidedBefore.class,
                        before -> assertThat(before.recorded().answer()).contains(AnswerOutcome.UNCONFIRMED));
    }

    @Test
    void resendUndeliveredDeletesWhatForgetLeftBehindAlsoUnderATaskThatWaits() {
        pending.park(ID, TOKEN);
        store.before("delete", "parked", RecordedStore.CRASH);
        assertCrashes(() -> pending.forget(ID));
        pending.park(ID, LATER);

        pending.resendUndelivered();

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.find(ID).map(PendingTask::attempt)).contains(LATER.fingerprint());
    }

    @Test
    void noListShowsWhatForgetLeftBehindOfSeveralTokens() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));
        store.after("create", "parked", RecordedStore.CRASH);
        assertCrashes(() -> pending.park(ID, LATER));
        store.after("delete", "parked", RecordedStore.CRASH);
        assertCrashes(() -> pending.forget(ID));

        assertThat(pending.waiting()).isEmpty();
        assertThat(pending.find(ID)).isEmpty();
    }

    @Test
    void whoeverIsSecondIsReportedWhatTheServiceRepliedToTheFirst() {
        pending.park(ID, TOKEN);
        store.before("create", "decided", () -> pending.succeed(ID, "first"));

        assertThat(pending.fail(ID, "Cancelled", ""))
                .isEqualTo(new DecisionOutcome.DecidedBefore(new RecordedDecision(
                        new Decision.Success("\"first\""),
                        now,
                        Optional.of(AnswerOutcome.ACCEPTED),
                        Optional.empty(),
                        List.of())));
    }

    @Test
    void sendsNoDecisionWhosePlaceAnotherTookWhileTheStoreFailed() {
        pending.park(ID, TOKEN);
        store.before("create", "decided", () -> {
            pending.succeed(ID, "first");
            RecordedStore.DOWN.run();
        });

        assertThat(pending.fail(ID, "Cancelled", "")).isInstanceOf(DecisionOutcome.DecidedBefore.class);

        assertThat(sfn.calls).containsExactly("success");
    }

    private void parkAndCrashOnceDecided(Object output) {
        pending.park(ID, TOKEN);
        store.after("create", "decided", RecordedStore.CRASH);
        assertCrashes(() -> pending.succeed(ID, output));
    }

    private static void assertCrashes(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(RecordedStore.Crash.class);
    }

    private void assertSent(String output) {
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo(output);
    }

    private static void assertUnconfirmed(DecisionOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        DecisionOutcome.Recorded.class,
                        recorded -> assertThat(recorded.recorded().answer()).contains(AnswerOutcome.UNCONFIRMED));
    }
}
