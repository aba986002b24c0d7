package dev.tasktoken.pending;

import dev.tasktoken.AlreadyPendingException;
import dev.tasktoken.Responder;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.TokenRecord;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.time.InstantSource;
import java.util.Optional;

/** Puts a token under its id, in the place of one whose task is closed. */
final class TokenRegistration {
    private final Responder<PausedWork> responder;
    private final PendingRecords records;
    private final InstantSource clock;

    TokenRegistration(Responder<PausedWork> responder, PendingRecords records, InstantSource clock) {
        this.responder = responder;
        this.records = records;
        this.clock = clock;
    }

    ParkOutcome park(String id, WorkId token, PendingTaskInfo context) {
        for (int tries = 0; tries < PendingRecords.MAX_TRIES; tries++) {
            PendingState state = records.load(id);
            Optional<ParkOutcome> known = known(state, token.fingerprint());
            if (known.isPresent()) {
                records.retireBefore(state);
                if (known.get() == ParkOutcome.ALREADY_PARKED) {
                    records.enlist(state.waiting());
                }
                return known.get();
            }
            TokenRecord other = state.parked();
            if (other != null && responder.heartbeat(other.token()) == TaskStatus.OPEN) {
                throw new AlreadyPendingException(id);
            }
            if (other != null && !records.load(id).isStill(state)) {
                continue; // answered meanwhile, which closes a task, too
            }
            if (state.number() > 0 && responder.heartbeat(token) == TaskStatus.CLOSED) {
                return ParkOutcome.TASK_CLOSED; // a late delivery, after another took its place
            }
            if (records.create(new TokenRecord(id, state.number() + 1, token, context, clock.instant()))) {
                if (other != null) {
                    records.retire(other, state.decided() != null);
                }
                return ParkOutcome.PARKED;
            }
        }
        throw PendingRecords.changing(id);
    }

    private static Optional<ParkOutcome> known(PendingState state, String attempt) {
        if (state.has(RecordKey.Kind.CLOSED, attempt)) {
            return Optional.of(ParkOutcome.TASK_CLOSED);
        }
        if (state.decisionKeyOf(attempt).isPresent()) {
            return Optional.of(ParkOutcome.ALREADY_DECIDED);
        }
        return state.parked() != null && state.parked().attempt().equals(attempt)
                ? Optional.of(ParkOutcome.ALREADY_PARKED)
                : Optional.empty();
    }
}
