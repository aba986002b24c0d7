package dev.tasktoken.pending;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.service.WorkKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one token, recorded before it is sent. It holds no token, so it can be kept.
 *
 * @param nonce distinguishes our own decision, found by a repeated write, from another caller's
 */
record DecisionRecord(
        String id,
        int number,
        String attempt,
        String nonce,
        Decision decision,
        Instant at,
        PendingTaskInfo context,
        Instant since) {
    static DecisionRecord on(TokenRecord parked, Decision decision, Instant at) {
        String nonce = UUID.randomUUID().toString();
        return new DecisionRecord(
                parked.id(), parked.number(), parked.attempt(), nonce, decision, at, parked.context(), parked.since());
    }

    RecordKey name() {
        return new RecordKey(RecordKey.Kind.DECIDED, number, attempt);
    }

    /** The decision as callers see it, with the service's reply if it is known. */
    RecordedDecision recorded(@Nullable AnswerOutcome answer) {
        return new RecordedDecision(decision, at, Optional.ofNullable(answer));
    }

    /** What is sent. */
    PreparedAnswer answer(WorkKind kind) {
        return decision instanceof Decision.Failure failure
                ? new PreparedAnswer.Failure(kind, failure.error(), failure.cause())
                : new PreparedAnswer.Success(kind, ((Decision.Success) decision).output());
    }
}
