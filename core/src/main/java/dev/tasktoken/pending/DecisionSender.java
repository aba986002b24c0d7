package dev.tasktoken.pending;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.Responder;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.TokenRecord;
import dev.tasktoken.service.PausedWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends recorded decisions and records the service's reply; {@link PendingRecords} describes how. */
final class DecisionSender {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionSender.class);

    private final Responder<PausedWork> responder;
    private final PendingRecords records;

    DecisionSender(Responder<PausedWork> responder, PendingRecords records) {
        this.responder = responder;
        this.records = records;
    }

    /** Sends the decision for the first time, in the call that recorded it. */
    DecisionOutcome send(TokenRecord parked, DecisionRecord mine) {
        try {
            AnswerOutcome answer = sendOnce(parked, mine);
            if (answer == AnswerOutcome.ALREADY_CLOSED && mayHaveBeenSent(parked)) {
                answer = AnswerOutcome.UNCONFIRMED;
            }
            settle(parked, markOf(answer));
            return answer == AnswerOutcome.ALREADY_CLOSED
                    ? new DecisionOutcome.TaskClosed()
                    : new DecisionOutcome.Recorded(mine.recorded(answer));
        } catch (AnswerNotDeliveredException | AnswerNotPermittedException e) {
            return new DecisionOutcome.Undelivered(mine.recorded(null), e);
        }
    }

    /**
     * Resends a decision that may have been sent before.
     *
     * @return what the service said; a closed task may have been closed by this very decision
     */
    AnswerOutcome resend(TokenRecord parked, DecisionRecord decided) {
        records.mark(parked.id(), parked.name(RecordKey.Kind.UNSURE));
        AnswerOutcome answer = sendOnce(parked, decided);
        if (answer == AnswerOutcome.ACCEPTED) {
            settle(parked, RecordKey.Kind.ACCEPTED);
            return answer;
        }
        settle(parked, RecordKey.Kind.UNSURE);
        return AnswerOutcome.UNCONFIRMED;
    }

    private AnswerOutcome sendOnce(TokenRecord parked, DecisionRecord decided) {
        try {
            return responder.send(parked.token(), decided.answer(parked.token().kind()));
        } catch (OutputRejectedException e) {
            settle(parked, RecordKey.Kind.UNSURE);
            throw e;
        }
    }

    /** The mark to record beside the decision; an accepted answer needs none. */
    private static RecordKey.@Nullable Kind markOf(AnswerOutcome answer) {
        return switch (answer) {
            case ACCEPTED -> null;
            case UNCONFIRMED -> RecordKey.Kind.UNSURE;
            case ALREADY_CLOSED -> RecordKey.Kind.CLOSED;
        };
    }

    /**
     * Deletes the token, which is no longer needed. A store that fails now must not hide the service's reply. In that
     * case the next call finds the token and resends the decision, and the service replies that the task is closed.
     */
    private void settle(TokenRecord parked, RecordKey.@Nullable Kind mark) {
        try {
            if (mark != null) {
                records.mark(parked.id(), parked.name(mark));
            }
            records.delete(parked);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} is answered, but its token is still stored: {}",
                    parked.token(),
                    e instanceof TaskTokenException
                            ? e.getMessage()
                            : e.getClass().getName());
        }
    }

    private boolean mayHaveBeenSent(TokenRecord parked) {
        try {
            return records.isMarked(parked.id(), parked.name(RecordKey.Kind.UNSURE));
        } catch (RuntimeException e) {
            return true; // unknown: the answer is reported as UNCONFIRMED
        }
    }
}
