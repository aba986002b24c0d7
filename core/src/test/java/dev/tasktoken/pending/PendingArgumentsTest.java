package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.Tokens;
import java.util.function.Consumer;
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
}
