package dev.tasktoken;

import dev.tasktoken.internal.DaemonThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a task while its handler runs, and who is notified when that changes. Heartbeats report to it. Other
 * code may, too. Listeners are called on threads of this library, one change after the other. Thread-safe.
 */
public final class TaskStatusMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(TaskStatusMonitor.class);

    /** Not the senders' threads: those wait when heartbeats cannot be delivered. */
    private static final Executor NOTIFIERS = DaemonThreads.bounded("tasktoken-listener", 16);

    private final List<Consumer<TaskStatus>> listeners = new ArrayList<>();
    private CompletableFuture<Void> notifications = CompletableFuture.completedFuture(null);
    private Runnable interrupt = () -> {};
    private Consumer<TaskStatus> observer = changed -> {};
    private TaskStatus status = TaskStatus.OPEN;
    private boolean over;

    /** Starts with a task that is assumed to be open. */
    public TaskStatusMonitor() {}

    /**
     * Returns what is known of the task.
     *
     * @return {@link TaskStatus#OPEN} until something else was reported
     */
    public synchronized TaskStatus status() {
        return status;
    }

    /**
     * Adds a listener; it is notified at once if the task is not open. What it throws is logged and ignored.
     *
     * @param listener gets the new status
     */
    public synchronized void onChange(Consumer<TaskStatus> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        if (status != TaskStatus.OPEN && !over) {
            enqueue(listener, status);
        }
    }

    /**
     * Reports a status. Ignored after {@link #end}; a closed task stays closed.
     *
     * @param reported the status
     */
    public synchronized void report(TaskStatus reported) {
        if (over || status == reported || status == TaskStatus.CLOSED) {
            return;
        }
        status = reported;
        if (reported != TaskStatus.OPEN) {
            Consumer<TaskStatus> observed = observer;
            NOTIFIERS.execute(() -> observed.accept(reported));
            interrupt.run();
        }
        listeners.forEach(listener -> enqueue(listener, reported));
    }

    /**
     * Sets who is notified whenever the task is reported as not open, even after {@link #end}.
     *
     * @param observer gets the status; must not throw
     */
    public synchronized void observe(Consumer<TaskStatus> observer) {
        this.observer = observer;
    }

    /**
     * Sets what interrupts the handler when the task is reported as not open.
     *
     * @param interrupt must not block
     */
    public synchronized void interruptWith(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    /**
     * Ends the monitoring when the handler has ended. Later reports of heartbeats that are still on their way are
     * ignored, for the answer closes the task.
     */
    public synchronized void end() {
        over = true;
    }

    private void enqueue(Consumer<TaskStatus> listener, TaskStatus changed) {
        notifications = notifications.thenRunAsync(() -> notifyUnlessOver(listener, changed), NOTIFIERS);
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void notifyUnlessOver(Consumer<TaskStatus> listener, TaskStatus changed) {
        if (isOver()) {
            return;
        }
        try {
            listener.accept(changed);
        } catch (Throwable thrown) { // the next listener is notified all the same
            LOG.warn(
                    "A listener for a task's status threw {}", thrown.getClass().getName());
        }
    }
}
