package dev.tasktoken.pending;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a list of tasks. Immutable.
 *
 * @param tasks in the list's order. A page may hold fewer than were asked for, even none, and not be the last
 * @param next the cursor of the next page; empty if this is the last one. It holds an id, times and a checksum, and no
 *     token: it may be shown to whoever may see the list
 */
public record PendingPage(List<PendingTask> tasks, Optional<String> next) {
    /**
     * Copies the list.
     *
     * @param tasks in the list's order
     * @param next the cursor of the next page
     */
    public PendingPage {
        tasks = List.copyOf(tasks);
        Objects.requireNonNull(next, "next");
    }
}
