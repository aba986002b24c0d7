package dev.tasktoken.pending;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.TokenRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a process left undone that ended: sends its decision, and deletes the tokens that nobody needs. */
final class Resending {
    private static final Logger LOG = LoggerFactory.getLogger(Resending.class);

    private final PendingRecords records;
    private final VoteCounter votes;
    private final DecisionSender sender;
    private final InstantSource clock;
    private final Duration resendAfter;

    Resending(PendingSettings settings, PendingRecords records) {
        this.records = records;
        this.votes = new VoteCounter(settings.store(), records, settings.clock());
        this.sender = new DecisionSender(settings.responder(), records);
        this.clock = settings.clock();
        this.resendAfter = settings.resendAfter();
    }

    /** Returns how many decisions were sent, of all ids that have a token. */
    int resendUndelivered() {
        return (int) records.ids().filter(this::finish).count();
    }

    /** Returns whether a decision was left to be sent, and could be. */
    private boolean finish(String id) {
        try {
            PendingState state = completed(records.load(id));
            records.deleteLeftBehind(state);
            return isOverdue(state) && tryToResend(state);
        } catch (DamagedRecordException e) {
            LOG.warn("Skipped: {}", e.getMessage());
            return false;
        }
    }

    Optional<RecordedDecision> resend(String id) {
        return resend(completed(records.load(id)));
    }

    /** Sends what was recorded unless it is known to have been sent. */
    Optional<RecordedDecision> resend(PendingState state) {
        TokenRecord parked = state.parked();
        DecisionRecord decided = state.decided();
        return decided != null && parked != null && state.isUndelivered()
                ? Optional.of(decided.recorded(sender.resend(parked, decided)))
                : state.recorded();
    }

    /** Whether a decision waits to be sent, and whoever recorded it has had the time to. */
    boolean isOverdue(PendingState state) {
        return state.decided() != null
                && state.isUndelivered()
                && !clock.instant().isBefore(state.decided().at().plus(resendAfter));
    }

    private boolean tryToResend(PendingState state) {
        try {
            resend(state);
            return true;
        } catch (TaskTokenException e) {
            LOG.warn("A recorded decision was not sent: {}", e.getMessage());
            return false;
        }
    }

    /** Records the decision of a vote that completed its policy in a process that ended before it could. */
    private PendingState completed(PendingState state) {
        DecisionRecord decided =
                state.isWaiting() ? votes.log(state).flatMap(VoteLog::decision).orElse(null) : null;
        if (decided == null) {
            return state;
        }
        records.recordDecision(decided);
        return records.load(state.id());
    }
}
