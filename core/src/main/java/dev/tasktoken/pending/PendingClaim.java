package dev.tasktoken.pending;

import dev.tasktoken.Answer;
import dev.tasktoken.PreparedAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one token, recorded before it is sent. It holds no token, so it can be kept.
 *
 * @param nonce distinguishes our own claim, found by a repeated write, from another caller's
 */
record PendingClaim(
        String id,
        int number,
        String attempt,
        String nonce,
        Decision decision,
        Instant at,
        TaskContext context,
        Instant since) {
    static PendingClaim on(PendingSlot slot, Decision decision, Instant at) {
        String nonce = UUID.randomUUID().toString();
        return new PendingClaim(
                slot.id(), slot.number(), slot.attempt(), nonce, decision, at, slot.context(), slot.since());
    }

    RecordName name() {
        return new RecordName(RecordName.Kind.CLAIM, number, attempt);
    }

    /** The decision as callers see it, with the service's reply if it is known. */
    RecordedDecision recorded(@Nullable Answer answer) {
        return new RecordedDecision(decision, at, Optional.ofNullable(answer));
    }

    /** What is sent. */
    PreparedAnswer answer() {
        return decision instanceof Decision.Failure failure
                ? new PreparedAnswer.Failure(failure.error(), failure.cause())
                : new PreparedAnswer.Success(((Decision.Success) decision).output());
    }
}
