package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no call of pending tasks takes. Mutation testing showed that nobody checked it. */
class PendingArgumentsTest {
    private final PendingTasks pending =
            PendingTasks.of(Responders.impatient(new FakeSfn()).build(), TokenStore.inMemory());

    static Stream<Consumer<PendingTasks>> callsWithABlankId() {
        return Stream.of(
                pending -> pending.park(" ", Tokens.token(1)),
                pending -> pending.succeed(" ", 1),
                pending -> pending.fail(" ", "Declined", ""),
                pending -> pending.find(" "),
                pending -> pending.audit(" "),
                pending -> pending.votes(" ", "attempt"),
                pending -> pending.note(" ", "attempt", "reminder"),
                pending -> pending.forget(" "),
                pending -> pending.resend(" "));
    }

    @ParameterizedTest
    @MethodSource("callsWithABlankId")
    void refusesABlankId(Consumer<PendingTasks> call) {
        assertThatIllegalArgumentException().isThrownBy(() -> call.accept(pending));
    }

    @Test
    void saysForWhichOutcomesSomebodyIsAsked() {
        assertThat(Stream.of(ParkOutcome.values()).filter(ParkOutcome::isWaiting))
                .containsExactly(ParkOutcome.PARKED, ParkOutcome.ALREADY_PARKED);
    }

    @Test
    void hasNoVotesOfAnotherAttempt() {
        String attempt = Tokens.token(1).fingerprint();
        PendingTaskInfo info =
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build();
        pending.park("order-42", Tokens.token(1), info);
        pending.decide("order-42", attempt, new Decision.Success("1"), DecidedBy.person("ann"));

        assertThat(pending.votes("order-42", attempt)).hasSize(1);
        assertThat(pending.votes("order-42", "another")).isEmpty();
    }

    @Test
    void aSignalAnswersAllTasksThatWaitForItsEvent() {
        PendingTaskInfo info = PendingTaskInfo.builder().event("job-1").build();
        pending.park("order-1", Tokens.token(1), info);
        pending.park("order-2", Tokens.token(2), info);

        assertThat(pending.signal("job-1", new Decision.Success("1")))
                .containsOnlyKeys("order-1", "order-2")
                .allSatisfy((id, outcome) -> assertThat(outcome.isRecorded()).isTrue());
        assertThat(pending.signal("job-1", new Decision.Success("2")))
                .allSatisfy((id, outcome) -> assertThat(outcome).isInstanceOf(DecisionOutcome.DecidedBefore.class));
    }

    @Test
    void refusesAnEventsIdBeforeItAsksTheStore() {
        RecordedStore store = new RecordedStore(InstantSource.system());
        PendingTasks events =
                PendingTasks.of(Responders.impatient(new FakeSfn()).build(), store);

        for (String event : new String[] {" ", "x".repeat(1025)}) {
            store.before("names", "", RecordedStore.DOWN);
            assertThatIllegalArgumentException().isThrownBy(() -> events.signal(event, new Decision.Success("1")));
        }
    }

    @Test
    void noEventsIdHoldsTheTasksToken() {
        PendingTaskInfo info = PendingTaskInfo.builder()
                .event("job " + Tokens.token(1).value())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pending.park("order-42", Tokens.token(1), info))
                .withMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void aTaskWaitsForNoEventWithABlankId() {
        PendingTaskInfo.Builder info = PendingTaskInfo.builder().event(" ");

        assertThatIllegalArgumentException().isThrownBy(info::build);
    }

    @Test
    void takesAsManyLabelsAndAsLongNamesAsItSays() {
        PendingTaskInfo.Builder info = PendingTaskInfo.builder();
        IntStream.range(0, PendingTaskInfo.MAX_LABELS - 1).forEach(n -> info.label("label " + n, "text"));
        info.label("x".repeat(PendingTaskInfo.MAX_LABEL_NAME_LENGTH), "text");

        assertThat(info.build().labels()).hasSize(PendingTaskInfo.MAX_LABELS);
    }

    @Test
    void takesTheShortestAndTheLongestTimesThatItSays() {
        PendingTasks.Builder builder =
                PendingTasks.builder(Responders.impatient(new FakeSfn()).build(), TokenStore.inMemory());

        assertThat(builder.waitForToken(Duration.ofMinutes(15))
                        .resendAfter(Duration.ofMinutes(15))
                        .resendAfter(Duration.ZERO)
                        .keepDecisions(Duration.ofDays(1))
                        .keepDecisions(Duration.ofDays(3660))
                        .taskTimeout(Duration.ofDays(366))
                        .build())
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.taskTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.keepDecisions(Duration.ofDays(3661)));
    }

    @Test
    void aPageBeginsOnlyWhereOneOfItsOwnListEnded() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        ListPlace without = new ListPlace(now, Optional.empty());
        ListedRecord token = new ListedRecord(new TokenStore.Key(TokenStore.Area.TOKENS, "a", "parked-1"), without);
        ListedRecord decision =
                new ListedRecord(new TokenStore.Key(TokenStore.Area.DECISIONS, "a", "decided-1"), without);

        assertThat(new ListQuery(Listing.WAITING_BY_AGE, now, Optional.empty(), Optional.of(token), 1).after())
                .contains(token);
        assertThatIllegalArgumentException()
                .as("of another area")
                .isThrownBy(
                        () -> new ListQuery(Listing.WAITING_BY_AGE, now, Optional.empty(), Optional.of(decision), 1));
        assertThatIllegalArgumentException()
                .as("without a deadline")
                .isThrownBy(
                        () -> new ListQuery(Listing.WAITING_BY_DEADLINE, now, Optional.empty(), Optional.of(token), 1));
    }

    @Test
    void noKeyHasABlankId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenStore.Key(TokenStore.Area.TOKENS, " ", "parked-000001"));
    }

    @Test
    void aDecisionIsPrintedWithoutWhatItSays() {
        assertThat(new Decision.Success("[1]")).hasToString("Success[3 characters]");
        assertThat(new Decision.Failure("Declined", "too dear")).hasToString("Failure[Declined]");
    }

    @Test
    void whatIsUndeliveredIsPrintedWithTheKindOfItsReasonOnly() {
        RecordedDecision decided = new RecordedDecision(
                new Decision.Success("1"), Instant.EPOCH, Optional.empty(), Optional.empty(), List.of());

        assertThat(new DecisionOutcome.Undelivered(decided, new StoreUnavailableException("its words", null)))
                .asString()
                .contains("StoreUnavailableException")
                .doesNotContain("its words");
    }
}
