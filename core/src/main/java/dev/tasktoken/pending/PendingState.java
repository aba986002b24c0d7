package dev.tasktoken.pending;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.TokenRecord;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of the latest token under an id, as it was a moment ago.
 *
 * @param number which one it is; 0 if there never was one
 * @param parked the token; null once it was answered, and if there is none
 * @param decided the decision; null while nobody has decided
 * @param names of all records under the id, those of earlier tokens included
 */
record PendingState(
        String id,
        int number,
        @Nullable TokenRecord parked,
        @Nullable DecisionRecord decided,
        Set<RecordKey> names) {
    boolean isAbsent() {
        return parked == null && decided == null;
    }

    boolean isWaiting() {
        return parked != null && decided == null;
    }

    /** The token, of a task that waits. */
    TokenRecord waiting() {
        return Objects.requireNonNull(parked);
    }

    /** A decision that is not known to have been sent. */
    boolean isUndelivered() {
        return decided != null && answer(decided).isEmpty();
    }

    String attempt() {
        if (decided != null) {
            return decided.attempt();
        }
        return parked == null ? "" : parked.attempt();
    }

    /** Whether nothing has changed in between. */
    boolean isStill(PendingState earlier) {
        return number == earlier.number
                && (parked == null) == (earlier.parked == null)
                && nonce().equals(earlier.nonce());
    }

    /** Whether an earlier task was forgotten, whose records may still be there. */
    boolean hasForgotten() {
        return names.stream().anyMatch(name -> name.kind() == RecordKey.Kind.FORGOTTEN);
    }

    boolean has(RecordKey.Kind kind, String attempt) {
        return names.stream()
                .anyMatch(name -> name.kind() == kind && name.attempt().equals(attempt));
    }

    Optional<RecordKey> decisionKeyOf(String attempt) {
        return names.stream()
                .filter(name ->
                        name.kind() == RecordKey.Kind.DECIDED && name.attempt().equals(attempt))
                .findAny();
    }

    /** The decision and what the service is known to have said; empty while nobody has decided. */
    Optional<RecordedDecision> recorded() {
        return Optional.ofNullable(decided)
                .map(made -> made.recorded(answer(made).orElse(null)));
    }

    Optional<PendingTask> task() {
        if (decided != null) {
            return Optional.of(new PendingTask(id, decided.attempt(), decided.context(), decided.since(), recorded()));
        }
        return Optional.ofNullable(parked).map(TokenRecord::task);
    }

    /** The token is deleted when the answer is known, and not before. */
    Optional<AnswerOutcome> answer(DecisionRecord of) {
        if (has(RecordKey.Kind.CLOSED, of.attempt())) {
            return Optional.of(AnswerOutcome.ALREADY_CLOSED);
        }
        if (has(RecordKey.Kind.ACCEPTED, of.attempt())) {
            return Optional.of(AnswerOutcome.ACCEPTED);
        }
        if (names.contains(RecordKey.parked(of.number()))) {
            return Optional.empty();
        }
        return Optional.of(
                has(RecordKey.Kind.UNSURE, of.attempt()) ? AnswerOutcome.UNCONFIRMED : AnswerOutcome.ACCEPTED);
    }

    private String nonce() {
        return decided == null ? "" : decided.nonce();
    }
}
