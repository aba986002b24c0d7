package dev.tasktoken.pending;

import dev.tasktoken.Answer;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.ResponseNotDeliveredException;
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
    DecisionOutcome send(PendingSlot slot, PendingClaim mine) {
        try {
            Answer answer = sendOnce(slot, mine);
            if (answer == Answer.ALREADY_CLOSED && mayHaveBeenSent(slot)) {
                answer = Answer.UNCONFIRMED;
            }
            settle(slot, markOf(answer));
            return answer == Answer.ALREADY_CLOSED
                    ? new DecisionOutcome.TaskClosed()
                    : new DecisionOutcome.Won(mine.recorded(answer));
        } catch (ResponseNotDeliveredException | AnswerNotPermittedException e) {
            return new DecisionOutcome.Undelivered(mine.recorded(null), e);
        }
    }

    /**
     * Sends a decision again that may have been sent before.
     *
     * @return what the service said; a closed task may have been closed by this very decision
     */
    Answer resend(PendingSlot slot, PendingClaim claim) {
        records.mark(slot.id(), slot.name(RecordName.Kind.UNSURE));
        Answer answer = sendOnce(slot, claim);
        if (answer == Answer.ACCEPTED) {
            settle(slot, RecordName.Kind.ACCEPTED);
            return answer;
        }
        settle(slot, RecordName.Kind.UNSURE);
        return Answer.UNCONFIRMED;
    }

    private Answer sendOnce(PendingSlot slot, PendingClaim claim) {
        try {
            return responder.send(slot.token(), claim.answer());
        } catch (OutputRejectedException e) {
            settle(slot, RecordName.Kind.UNSURE);
            throw e;
        }
    }

    /** The mark to record beside the claim; an accepted answer needs none. */
    private static RecordName.@Nullable Kind markOf(Answer answer) {
        return switch (answer) {
            case ACCEPTED -> null;
            case UNCONFIRMED -> RecordName.Kind.UNSURE;
            case ALREADY_CLOSED -> RecordName.Kind.CLOSED;
        };
    }

    /**
     * Deletes the token, which is no longer needed. A store that fails now must not hide the service's reply. In that
     * case the next caller finds the token and resends the decision, and the service replies that the task is closed.
     */
    private void settle(PendingSlot slot, RecordName.@Nullable Kind mark) {
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

    private boolean mayHaveBeenSent(PendingSlot slot) {
        try {
            return records.isMarked(slot.id(), slot.name(RecordName.Kind.UNSURE));
        } catch (RuntimeException e) {
            return true; // unknown: the answer is reported as UNCONFIRMED
        }
    }
}
