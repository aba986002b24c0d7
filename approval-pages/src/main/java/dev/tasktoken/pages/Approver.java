package dev.tasktoken.pages;

import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.PendingTask;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Who looks at an {@link ApprovalInbox}, and what this person may see and decide. You authenticate the person; the
 * inbox believes you. Make one for each request, from your session.
 *
 * <pre>{@code
 * Approver approver = new Approver(
 *         DecidedBy.person(login.name()).withRoles("finance"),
 *         task -> task.id().startsWith("expense-"),
 *         task -> login.mayApprove());
 * }</pre>
 *
 * @param person who it is; the name stands in the audit trail
 * @param maySee whether the person may see a task. For all others it is as if they did not exist
 * @param mayDecide whether the person may decide a task that they may see
 */
public record Approver(DecidedBy person, Predicate<PendingTask> maySee, Predicate<PendingTask> mayDecide) {
    /**
     * Checks that nothing is null.
     *
     * @param person who it is
     * @param maySee whether the person may see a task
     * @param mayDecide whether the person may decide a task
     */
    public Approver {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(maySee, "maySee");
        Objects.requireNonNull(mayDecide, "mayDecide");
    }
}
