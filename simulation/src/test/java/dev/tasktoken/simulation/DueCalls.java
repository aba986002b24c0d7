package dev.tasktoken.simulation;

import dev.tasktoken.internal.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A timer whose calls a test makes, on the thread that it chooses. Thread-safe. */
public final class DueCalls implements Scheduler {
    private final List<Runnable> due = new ArrayList<>();

    @Override
    public long nanos() {
        return 0;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        due.add(task);
        return () -> takeBack(task);
    }

    private synchronized void takeBack(Runnable task) {
        due.removeIf(other -> other == task);
    }

    public synchronized int waiting() {
        return due.size();
    }

    /** Makes the call that was added last, if there is one. */
    public void runLast() {
        Runnable last = removeLast();
        if (last != null) {
            last.run();
        }
    }

    private synchronized @Nullable Runnable removeLast() {
        return due.isEmpty() ? null : due.remove(due.size() - 1);
    }
}
