package dev.tasktoken;

import java.time.InstantSource;
import java.util.Optional;

/** Puts a token under its id, in the place of one whose task is closed. */
final class TokenParking {
    private final TokenResponder responder;
    private final PendingRecords records;
    private final InstantSource clock;

    TokenParking(TokenResponder responder, PendingRecords records, InstantSource clock) {
        this.responder = responder;
        this.records = records;
        this.clock = clock;
    }

    ParkOutcome park(String id, TaskToken token, TaskContext context) {
        for (int tries = 0; tries < PendingRecords.MAX_TRIES; tries++) {
            PendingState state = records.load(id);
            Optional<ParkOutcome> known = known(state, token.fingerprint());
            if (known.isPresent()) {
                return known.get();
            }
            PendingSlot other = state.slot();
            if (other != null && isOpen(other)) {
                return ParkOutcome.OTHER_IS_OPEN;
            }
            if (other != null && !records.load(id).isStill(state)) {
                continue; // answered meanwhile, which closes a task, too
            }
            if (records.create(new PendingSlot(id, state.number() + 1, token, context, clock.instant()))) {
                retire(state);
                return other == null ? ParkOutcome.PARKED : ParkOutcome.REPLACED;
            }
        }
        throw PendingRecords.changing(id);
    }

    private static Optional<ParkOutcome> known(PendingState state, String attempt) {
        if (state.has(RecordName.Kind.CLOSED, attempt)) {
            return Optional.of(ParkOutcome.TASK_CLOSED);
        }
        if (state.claimOf(attempt).isPresent()) {
            return Optional.of(ParkOutcome.ALREADY_DECIDED);
        }
        return state.slot() != null && state.slot().attempt().equals(attempt)
                ? Optional.of(ParkOutcome.ALREADY_PARKED)
                : Optional.empty();
    }

    /** A text that the service cannot decode is no open task's token, and must not keep its place for ever. */
    private boolean isOpen(PendingSlot slot) {
        try {
            return responder.heartbeat(slot.token()) == TaskStatus.OPEN;
        } catch (InvalidTaskTokenException e) {
            return false;
        }
    }

    /** Takes the closed task's token away; a decision on it that was not known to be sent never will be. */
    private void retire(PendingState state) {
        PendingSlot dead = state.slot();
        if (dead != null) {
            RecordName.Kind mark = state.claim() == null ? RecordName.Kind.CLOSED : RecordName.Kind.UNSURE;
            records.mark(dead.id(), dead.name(mark));
            records.delete(dead);
        }
    }
}
