package dev.tasktoken.history;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What a scan counts while it goes on. Written by one thread, read by others. */
final class ScanCounts {
    private final HistoryCalls calls;
    private final long callsBefore;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong notRead = new AtomicLong();
    private final List<String> mapRuns = new CopyOnWriteArrayList<>();
    private final AtomicLong found = new AtomicLong();
    private volatile long listed;
    private volatile boolean isListed;
    private volatile String position;

    ScanCounts(HistoryCalls calls, String position) {
        this.calls = calls;
        this.callsBefore = calls.made();
        this.position = position;
    }

    void listed(long executions, boolean all) {
        listed = executions;
        isListed = all;
    }

    void done() {
        done.incrementAndGet();
    }

    void notRead() {
        notRead.incrementAndGet();
    }

    void read(ExecutionTasks tasks) {
        mapRuns.addAll(tasks.mapRunsNotSearched());
    }

    void found() {
        found.incrementAndGet();
    }

    void passed(RunningExecution execution) {
        position = ScanPosition.of(execution);
    }

    List<String> mapRunsNotSearched() {
        return List.copyOf(mapRuns);
    }

    String position() {
        return position;
    }

    ScanProgress progress() {
        return new ScanProgress(
                listed, isListed, done.get(), notRead.get(), mapRuns.size(), found.get(), calls.made() - callsBefore);
    }
}
