package dev.tasktoken.dynamodb;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.PreparedAnswer;
import java.util.List;
import java.util.Optional;

/**
 * What {@link ItemTasks} did for an item. Immutable.
 *
 * @param result what it did
 * @param decision the decision that counts; empty if there is none
 * @param answers what Step Functions said to each task that this call answered. {@link AnswerOutcome#ALREADY_CLOSED}
 *     means that the task ended by itself, or that another call sent the same decision at the same moment
 */
public record ItemAnswer(Result result, Optional<PreparedAnswer> decision, List<AnswerOutcome> answers) {
    /** What was done. */
    public enum Result {
        /** This call's decision counts. It was sent to all tasks of the item, and their tokens are removed. */
        RECORDED,

        /**
         * This call's decision counts, and at least one task does not have it yet: Step Functions could not be reached.
         * {@link ItemTasks#resend} sends it, and so does the next decision on the item.
         */
        UNDELIVERED,

        /** Another decision counts. If its tasks were not all answered, this call answered them. */
        DECIDED_BEFORE,

        /** No task waits: there is no item, it has no token, or its status is another one. Nothing was recorded. */
        NOT_WAITING
    }

    /**
     * Copies the list.
     *
     * @param result what was done
     * @param decision the decision that counts
     * @param answers what Step Functions said
     */
    public ItemAnswer {
        answers = List.copyOf(answers);
    }

    /**
     * Returns whether this call's decision counts.
     *
     * @return true for {@link Result#RECORDED} and {@link Result#UNDELIVERED}
     */
    public boolean isRecorded() {
        return result == Result.RECORDED || result == Result.UNDELIVERED;
    }

    static ItemAnswer notWaiting() {
        return new ItemAnswer(Result.NOT_WAITING, Optional.empty(), List.of());
    }
}
