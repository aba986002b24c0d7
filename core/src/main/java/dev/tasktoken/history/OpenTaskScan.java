package dev.tasktoken.history;

import dev.tasktoken.internal.DaemonThreads;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The open tasks of many executions, found while they are asked for.
 *
 * <p>Executions are read from the newest to the oldest. One that starts meanwhile may not be met; a task that is closed
 * meanwhile may be returned. {@link #progress()} and {@link #position()} may be called from other threads while the
 * stream is used by one.
 *
 * <pre>{@code
 * OpenTaskScan scan = OpenTasks.of(sfn).of(stateMachineArn);
 * try (Stream<OpenTask> tasks = scan.stream()) {
 *     tasks.forEach(task -> System.out.println(task.path() + " since " + task.scheduledAt()));
 * }
 * }</pre>
 */
public final class OpenTaskScan {
    private final Settings settings;
    private final String startAfter;
    private final ScanCounts counts;
    private final AtomicBoolean isStarted = new AtomicBoolean();

    /** What a scan is made of; one that goes on from a position has the same. */
    record Settings(
            HistoryCalls calls,
            ExecutionListing.Source source,
            ExecutionSearch search,
            OpenTaskFilter filter,
            int atOnce,
            InstantSource clock) {}

    OpenTaskScan(Settings settings) {
        this(settings, "");
    }

    private OpenTaskScan(Settings settings, String startAfter) {
        this.settings = settings;
        this.startAfter = startAfter;
        this.counts = new ScanCounts(settings.calls(), startAfter);
    }

    /**
     * Returns a scan of the same executions that goes on where another one was.
     *
     * @param position what {@link #position()} of the other scan returned, in this process or another; the empty text
     *     is the start
     * @return another scan
     * @throws IllegalArgumentException if it is not a position
     */
    public OpenTaskScan startAfter(String position) {
        ScanPosition.parse(Objects.requireNonNull(position, "position"));
        return new OpenTaskScan(settings, position);
    }

    /**
     * Returns the tasks, in the order of their executions. Calls are made when they are needed for the next task, and
     * for a few executions ahead. Close the stream if it is not used to its end: calls that were begun ahead are then
     * given up.
     *
     * <p>The stream throws {@link HistoryNotPermittedException}, {@link HistoryUnavailableException} and
     * {@link HistoryNotFoundException} (no such state machine) while it is used. An execution that is gone when it is
     * read is passed over, logged and counted.
     *
     * @return the tasks that wait for their token and pass the filter; sequential
     * @throws IllegalStateException if this was called before
     */
    public Stream<OpenTask> stream() {
        if (isStarted.getAndSet(true)) {
            throw new IllegalStateException("A scan is used once; make another with startAfter(position)");
        }
        Executor threads = settings.atOnce() == 1
                ? Runnable::run
                : DaemonThreads.bounded("tasktoken-open-tasks", settings.atOnce());
        ScanIterator tasks = new ScanIterator(settings, ScanPosition.parse(startAfter), counts, threads);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(tasks, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(tasks::close);
    }

    /**
     * Returns how far the scan has come.
     *
     * @return a snapshot
     */
    public ScanProgress progress() {
        return counts.progress();
    }

    /**
     * Returns the Map Runs of distributed Map states that the executions read so far have open. Their children are
     * executions of their own, in which tasks may wait, too.
     *
     * @return the ARNs, for {@link OpenTasks#ofMapRun}
     */
    public List<String> mapRunsNotSearched() {
        return counts.mapRunsNotSearched();
    }

    /**
     * Returns where another scan can go on: behind the last execution whose tasks were all taken from the stream.
     * Executions that were started in the same millisecond as that one may be read again.
     *
     * @return text without secrets, for {@link #startAfter}; empty at the start
     */
    public String position() {
        return counts.position();
    }

    /** Names what is scanned. */
    @Override
    public String toString() {
        return "OpenTaskScan[" + settings.source().arn() + ", " + settings.filter() + "]";
    }
}
