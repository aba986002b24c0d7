package dev.tasktoken.testkit.internal.activities;

import java.util.Optional;

/** A task that waits for a worker. */
@FunctionalInterface
public interface WaitingTask {
    /** Gives the task to a worker; empty if it has ended meanwhile. */
    Optional<Assignment> take(Optional<String> workerName);
}
