package dev.tasktoken;

import java.util.function.Consumer;

/**
 * The heartbeats of one task, from {@link Heartbeats#start} until they are closed or the service says that the task is.
 *
 * <p>Thread-safe. Close it before the task is answered: no heartbeat starts after that. The result of one that is still
 * on its way is ignored, since the answer itself closes the task.
 *
 * <pre>{@code
 * try (Heartbeat heartbeat = heartbeats.start(envelope)) {
 *     while (!heartbeat.isClosed() && renderNextFrame()) {}
 * }
 * }</pre>
 */
public final class Heartbeat implements AutoCloseable {
    private final TaskStatusMonitor monitor;
    private final Runnable end;

    Heartbeat(TaskStatusMonitor monitor, Runnable end) {
        this.monitor = monitor;
        this.end = end;
    }

    /**
     * Returns what is known of the task.
     *
     * @return {@link TaskStatus#OPEN} as long as nothing else is known; {@link TaskStatus#CLOSED} once the service said
     *     so; {@link TaskStatus#UNKNOWN} if no heartbeat was delivered for longer than the heartbeat timeout
     */
    public TaskStatus status() {
        return monitor.status();
    }

    /**
     * Returns whether the service said that the task is closed: answered, timed out or stopped. The service no longer
     * accepts a result for it.
     *
     * @return whether the status is {@link TaskStatus#CLOSED}
     */
    public boolean isClosed() {
        return monitor.status() == TaskStatus.CLOSED;
    }

    /**
     * Adds a listener for changes of the status. It is notified at once if the status is no longer
     * {@link TaskStatus#OPEN}, and also when a heartbeat is delivered after {@link TaskStatus#UNKNOWN}. The library
     * calls it on a thread of its own, one change after the other. It logs and ignores what the listener throws.
     *
     * @param listener gets the new status
     */
    public void onChange(Consumer<TaskStatus> listener) {
        monitor.onChange(listener);
    }

    /** Ends the heartbeats and the notifications. Does not wait for a heartbeat that is on its way. */
    @Override
    public void close() {
        end.run();
    }
}
