package dev.tasktoken.pages;

import dev.tasktoken.pending.PendingTask;
import java.util.List;
import java.util.Optional;

/**
 * What the list shows.
 *
 * @param tasks those that the person may see and that contain what is searched for
 * @param next the cursor of the next page; empty if this is the last one
 * @param isPart whether the reading stopped before it had found a page of them
 */
record InboxRows(List<PendingTask> tasks, Optional<String> next, boolean isPart) {
    InboxRows {
        tasks = List.copyOf(tasks);
    }
}
