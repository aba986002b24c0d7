package dev.tasktoken.testkit.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What is still to happen, ordered by the time it falls due. Guarded by the engine's lock. */
public final class Timers {
    private final TreeSet<Timer> pending =
            new TreeSet<>(Comparator.comparing(Timer::due).thenComparing(Timer::sequence));
    private long sequence;

    Timer add(Instant due, Runnable action) {
        Timer timer = new Timer(due, sequence++, action);
        pending.add(timer);
        return timer;
    }

    void cancel(Timer timer) {
        pending.remove(timer);
    }

    Optional<Instant> nextDue() {
        return pending.isEmpty()
                ? Optional.empty()
                : Optional.of(pending.first().due());
    }

    /** The timers that are due by a time, those of the earliest instant only. */
    List<Timer> nextDue(Instant by) {
        if (pending.isEmpty() || pending.first().due().isAfter(by)) {
            return List.of();
        }
        Instant first = pending.first().due();
        return pending.stream().takeWhile(timer -> timer.due().equals(first)).toList();
    }

    /** Takes a timer, or returns false if it was cancelled. */
    boolean take(Timer timer) {
        return pending.remove(timer);
    }

    /** How long until the first timer falls due, or empty without one. */
    Optional<Duration> untilNext(Instant now) {
        return nextDue().map(due -> due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO);
    }

    public record Timer(Instant due, long sequence, Runnable action) {}
}
