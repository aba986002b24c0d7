package dev.tasktoken.pending;

import dev.tasktoken.AnswerOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The one decision on a task, as the store has it. Immutable.
 *
 * @param decision what was decided
 * @param at when it was recorded, by the clock of whoever recorded it
 * @param answer what the service said to it: {@link AnswerOutcome#ACCEPTED}; {@link AnswerOutcome#UNCONFIRMED} if it
 *     was sent more than once and it is unknown which one arrived; {@link AnswerOutcome#ALREADY_CLOSED} if it was too
 *     late. Empty as long as it is not known to have been sent: it is still to be sent
 * @param by who decided, with several people whose vote decided; empty if the caller did not say
 * @param votes of a task with an {@link ApprovalPolicy}: those that led to the decision, in their order; empty
 *     otherwise
 */
public record RecordedDecision(
        Decision decision, Instant at, Optional<AnswerOutcome> answer, Optional<DecidedBy> by, List<Vote> votes) {
    /**
     * Checks that nothing is null.
     *
     * @param decision what was decided
     * @param at when it was recorded
     * @param answer what the service said to it
     * @param by who decided
     * @param votes those that led to it
     */
    public RecordedDecision {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(by, "by");
        votes = List.copyOf(votes);
    }
}
