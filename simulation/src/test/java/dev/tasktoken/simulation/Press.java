package dev.tasktoken.simulation;

import dev.tasktoken.pending.DecisionOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's decision.
 *
 * @param output what the task would be answered with; no other press has the same
 * @param vote who voted, if it was a vote
 * @param outcome what the caller was told; null if it was told nothing, or that it failed
 */
record Press(String id, String output, @Nullable DecisionOutcome outcome, Optional<Vote> vote) {
    /**
     * A vote under a policy.
     *
     * @param isWithdrawn it takes the person's approval back
     */
    record Vote(String person, boolean isApproval, boolean isWithdrawn) {}

    Press told(DecisionOutcome told) {
        return new Press(id, output, told, vote);
    }
}
