package dev.tasktoken.pending;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends recorded decisions and records the service's reply; {@link PendingRecords} describes how. */
final class DecisionSender {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionSender.class);

    private final TokenResponder responder;
    private final PendingRecords records;

    DecisionSender(TokenResponder responder, PendingRecords records) {
        this.responder = responder;
        this.records = records;
    }

    /** Sends the decision for the first time, by whoever recorded it. */
    DecisionOutcome send(TokenRecord slot, DecisionRecord mine) {
        try {
            AnswerOutcome answer = sendOnce(slot, mine);
            if (answer == AnswerOutcome.ALREADY_CLOSED && mayHaveBeenSent(slot)) {
                answer = AnswerOutcome.UNCONFIRMED;
            }
            settle(slot, markOf(answer));
            return answer == AnswerOutcome.ALREADY_CLOSED
                    ? new DecisionOutcome.TaskClosed()
                    : new DecisionOutcome.Recorded(mine.recorded(answer));
        } catch (AnswerNotDeliveredException | AnswerNotPermittedException e) {
            return new DecisionOutcome.Undelivered(mine.recorded(null), e);
        }
    }

    /**
     * Sends a decision again that may have been sent before.
     *
     * @return what the service said; a closed task may have been closed by this very decision
     */
    AnswerOutcome resend(TokenRecord slot, DecisionRecord claim) {
        records.mark(slot.id(), slot.name(RecordKey.Kind.UNSURE));
        AnswerOutcome answer = sendOnce(slot, claim);
        if (answer == AnswerOutcome.ACCEPTED) {
            settle(slot, RecordKey.Kind.ACCEPTED);
            return answer;
        }
        settle(slot, RecordKey.Kind.UNSURE);
        return AnswerOutcome.UNCONFIRMED;
    }

    private AnswerOutcome sendOnce(TokenRecord slot, DecisionRecord claim) {
        try {
            return responder.send(slot.token(), claim.answer());
        } catch (OutputRejectedException e) {
            settle(slot, RecordKey.Kind.UNSURE);
            throw e;
        }
    }

    /** The mark to record beside the claim; an accepted answer needs none. */
    private static RecordKey.@Nullable Kind markOf(AnswerOutcome answer) {
        return switch (answer) {
            case ACCEPTED -> null;
            case UNCONFIRMED -> RecordKey.Kind.UNSURE;
            case ALREADY_CLOSED -> RecordKey.Kind.CLOSED;
        };
    }

    /**
     * Deletes the token, which is no longer needed. A store that fails now must not hide the service's reply. In that
     * case the next caller finds the token and resends the decision, and the service replies that the task is closed.
     */
    private void settle(TokenRecord slot, RecordKey.@Nullable Kind mark) {
        try {
            if (mark != null) {
                records.mark(slot.id(), slot.name(mark));
            }
            records.delete(slot);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} is answered, but its token is still stored: {}",
                    slot.token(),
                    e instanceof TaskTokenException
                            ? e.getMessage()
                            : e.getClass().getName());
        }
    }

    private boolean mayHaveBeenSent(TokenRecord slot) {
        try {
            return records.isMarked(slot.id(), slot.name(RecordKey.Kind.UNSURE));
        } catch (RuntimeException e) {
            return true; // unknown: the answer is reported as UNCONFIRMED
        }
    }
}
