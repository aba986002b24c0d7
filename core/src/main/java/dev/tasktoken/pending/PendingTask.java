package dev.tasktoken.pending;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A task that waits for somebody's decision, or waited for it. It holds no token. Immutable.
 *
 * @param id the caller's own id
 * @param attempt distinguishes this task from others under the same id: the fingerprint of its token, no secret
 * @param context what whoever parked it said about it
 * @param since when it was parked
 * @param decided the decision; empty while the task waits
 */
public record PendingTask(
        String id, String attempt, PendingTaskInfo context, Instant since, Optional<RecordedDecision> decided) {
    /**
     * Checks that nothing is null.
     *
     * @param id the caller's own id
     * @param attempt the fingerprint of its token
     * @param context what whoever parked it said about it
     * @param since when it was parked
     * @param decided the decision
     */
    public PendingTask {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(decided, "decided");
    }

    /**
     * Returns whether nobody has decided yet. Only an answer or a heartbeat shows whether the service still waits.
     *
     * @return true if there is no decision
     */
    public boolean isWaiting() {
        return decided.isEmpty();
    }
}
