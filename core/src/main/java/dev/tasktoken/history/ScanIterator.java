package dev.tasktoken.history;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a few executions ahead, and hands their tasks out in the order of the executions. Used by one thread. */
final class ScanIterator implements Iterator<OpenTask> {
    private static final Logger LOG = LoggerFactory.getLogger(ScanIterator.class);

    private final OpenTaskScan.Settings settings;
    private final ScanPosition start;
    private final ScanCounts counts;
    private final Executor threads;
    private final ExecutionListing listing;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private @Nullable RunningExecution execution;
    private @Nullable RuntimeException failure;
    private Iterator<OpenTask> tasks = Collections.emptyIterator();

    /** An execution that is being read. */
    private record Ahead(RunningExecution execution, FutureTask<List<OpenTask>> tasks) {}

    ScanIterator(OpenTaskScan.Settings settings, ScanPosition start, ScanCounts counts, Executor threads) {
        this.settings = settings;
        this.start = start;
        this.counts = counts;
        this.threads = threads;
        this.listing = new ExecutionListing(settings.calls(), settings.source());
    }

    @Override
    public boolean hasNext() {
        if (failure != null) {
            throw failure; // what was being read is lost, so going on would pass over it
        }
        while (!tasks.hasNext()) {
            if (execution != null) {
                counts.passed(execution);
                execution = null;
            }
            fill();
            Ahead next = ahead.poll();
            if (next == null) {
                return false;
            }
            tasks = result(next).iterator();
            execution = next.execution();
            counts.done();
        }
        return true;
    }

    @Override
    public OpenTask next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        counts.found();
        return tasks.next();
    }

    /** Gives up what was begun ahead. */
    void close() {
        ahead.forEach(each -> each.tasks().cancel(true));
    }

    private void fill() {
        while (ahead.size() < settings.atOnce()) {
            Optional<RunningExecution> next = listing.next();
            counts.listed(listing.listed(), listing.isListed());
            if (next.isEmpty()) {
                return;
            }
            add(next.get());
        }
    }

    private void add(RunningExecution next) {
        boolean isSkipped = start.isBehind(next);
        boolean isYoung =
                !settings.filter().isOldEnough(next.started(), settings.clock().instant());
        if (isSkipped || isYoung) {
            counts.done();
            return;
        }
        FutureTask<List<OpenTask>> reading = new FutureTask<>(() -> read(next));
        ahead.add(new Ahead(next, reading));
        threads.execute(reading);
    }

    private List<OpenTask> read(RunningExecution next) {
        ExecutionTasks found = settings.search().in(next);
        counts.read(found);
        return found.tasks().stream()
                .filter(task -> settings.filter().passes(task, settings.clock().instant()))
                .toList();
    }

    private List<OpenTask> result(Ahead next) {
        try {
            return next.tasks().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            next.tasks().cancel(true);
            throw failed(new HistoryUnavailableException("The scan's thread was interrupted", e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HistoryNotFoundException gone) {
                LOG.warn("An execution is not read: {}", gone.getMessage());
                counts.notRead();
                return List.of();
            }
            throw failed(
                    e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause()));
        }
    }

    private RuntimeException failed(RuntimeException reason) {
        failure = reason;
        close();
        return reason;
    }
}
