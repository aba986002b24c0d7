package dev.tasktoken.pending.internal;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.RecordedDecision;
import dev.tasktoken.pending.Vote;
import dev.tasktoken.service.WorkKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one token, recorded before it is sent. It holds no token, so it can be kept.
 *
 * @param nonce distinguishes our own decision, found by a repeated write, from another caller's
 */
public record DecisionRecord(
        String id,
        int number,
        String attempt,
        String nonce,
        Decision decision,
        Instant at,
        Optional<DecidedBy> by,
        List<Vote> votes,
        PendingTaskInfo context,
        Instant since) {
    public static DecisionRecord on(TokenRecord parked, Decision decision, Instant at, Optional<DecidedBy> by) {
        return new DecisionRecord(
                parked.id(),
                parked.number(),
                parked.attempt(),
                UUID.randomUUID().toString(),
                decision,
                at,
                by,
                List.of(),
                parked.context(),
                parked.since());
    }

    public RecordKey name() {
        return name(RecordKey.Kind.DECIDED);
    }

    public RecordKey name(RecordKey.Kind kind) {
        return new RecordKey(kind, number, attempt);
    }

    /** The decision as callers see it, with the service's reply if it is known. */
    public RecordedDecision recorded(@Nullable AnswerOutcome answer) {
        return new RecordedDecision(decision, at, Optional.ofNullable(answer), by, votes);
    }

    /** What is sent. */
    public PreparedAnswer answer(WorkKind kind) {
        return decision instanceof Decision.Failure failure
                ? new PreparedAnswer.Failure(kind, failure.error(), failure.cause())
                : new PreparedAnswer.Success(kind, ((Decision.Success) decision).output());
    }
}
