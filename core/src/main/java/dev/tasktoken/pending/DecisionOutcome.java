package dev.tasktoken.pending;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskTokenException;
import java.util.List;

/**
 * The outcome of an answer to a pending task. Immutable.
 *
 * <p>Of all answers to one task exactly one is {@link Recorded} or {@link Undelivered}, or none if the task was closed
 * before it could be answered.
 */
public sealed interface DecisionOutcome {
    /**
     * Returns whether this call's decision is the one that counts.
     *
     * @return true for {@link Recorded} and {@link Undelivered}
     */
    default boolean isRecorded() {
        return false;
    }

    /**
     * This call's decision is the one that was recorded, and the task took it.
     *
     * @param recorded the decision; its answer is {@link AnswerOutcome#ACCEPTED}, or {@link AnswerOutcome#UNCONFIRMED}
     */
    record Recorded(RecordedDecision recorded) implements DecisionOutcome {
        @Override
        public boolean isRecorded() {
            return true;
        }
    }

    /**
     * This call's decision is the one that was recorded, but it could not be sent now. {@link PendingTasks#resend}
     * sends it at once. Once {@link PendingTasks.Builder#resendAfter} has passed, the next answer to this id and
     * {@link PendingTasks#resendUndelivered} send it, too. If the task is closed by then, it has no effect.
     *
     * @param recorded the decision, without an answer
     * @param reason a {@link AnswerNotDeliveredException}, an {@link AnswerNotPermittedException} that a person must
     *     resolve, or what the store failed with after the decision was recorded
     */
    record Undelivered(RecordedDecision recorded, TaskTokenException reason) implements DecisionOutcome {
        @Override
        public boolean isRecorded() {
            return true;
        }

        /** Names the reason by its type only. */
        @Override
        public String toString() {
            return "Undelivered[" + recorded + ", " + reason.getClass().getSimpleName() + "]";
        }
    }

    /**
     * Another call's decision was recorded before, equal to this one or not.
     *
     * @param recorded what was decided and when; without an answer if it is being sent just now or could not be sent
     *     yet
     */
    record DecidedBefore(RecordedDecision recorded) implements DecisionOutcome {}

    /**
     * The task was closed before it could be answered: its execution was stopped or timed out, its state was retried,
     * or somebody answered with the token itself. The service does not say which. Nothing that is decided now has an
     * effect.
     */
    record TaskClosed() implements DecisionOutcome {}

    /**
     * No token is stored under this id: not yet, not any more, or never. Try later if the id is one that a workflow was
     * started for; the store alone cannot distinguish an early answer from an invented id.
     */
    record NotParked() implements DecisionOutcome {}

    /**
     * The vote is in the log, and others must still agree: the task waits.
     *
     * @param approvedBy those whose approvals stand, in the order of their votes; after a withdrawal without that
     *     person
     * @param missing how many approvals are missing at least
     */
    record VoteRecorded(List<DecidedBy> approvedBy, int missing) implements DecisionOutcome {
        /**
         * Copies the list.
         *
         * @param approvedBy those whose approvals stand
         * @param missing how many approvals are missing at least
         */
        public VoteRecorded {
            approvedBy = List.copyOf(approvedBy);
        }
    }

    /**
     * The task has an {@link ApprovalPolicy} by which this vote does not count. Nothing was recorded.
     *
     * @param reason why not
     */
    record VoteRefused(Reason reason) implements DecisionOutcome {
        /** Why a vote does not count. */
        public enum Reason {
            /** Several people must agree, and the call did not say who decides: {@link PendingTasks#decide}. */
            NOT_NAMED,

            /** Who asked for the decision does not vote. */
            REQUESTER,

            /** The person is not one of the approvers, or has none of the roles. */
            NOT_AN_APPROVER,

            /** The person has approved before; the approval stands. */
            VOTED_BEFORE,

            /** The person has no approval that stands. */
            NOTHING_TO_WITHDRAW,

            /** One decision is enough for this task: there are no votes to withdraw. */
            NO_POLICY,

            /** The log has 100 votes and withdrawals. The task can only be failed or left to its timeout. */
            LOG_FULL
        }
    }

    /**
     * The output cannot be sent to any task. Nothing was recorded and the task still waits.
     *
     * @param error {@link TaskFailure#OUTPUT_NOT_JSON}, {@link TaskFailure#OUTPUT_TOO_LARGE},
     *     {@link TaskFailure#OUTPUT_NOT_SERIALIZABLE}, or {@value #OUTPUT_HOLDS_TOKEN}
     * @param reason what is wrong, without the output
     */
    record Rejected(String error, String reason) implements DecisionOutcome {
        /** The output holds the task's own token, which may not be recorded. */
        public static final String OUTPUT_HOLDS_TOKEN = "OutputHoldsToken";
    }
}
