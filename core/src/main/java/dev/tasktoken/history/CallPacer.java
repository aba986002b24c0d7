package dev.tasktoken.history;

import dev.tasktoken.internal.Sleeper;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spreads calls evenly over time, so that they never use up a quota's burst. After throttling they become rarer, and
 * with each call that succeeds a little more frequent again. Thread-safe.
 */
final class CallPacer {
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();

    private final LongSupplier clock;
    private final Sleeper sleeper;
    private final long shortest;
    private long interval;
    private long next;

    CallPacer(int perSecond, LongSupplier clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.shortest = Duration.ofSeconds(1).toNanos() / perSecond;
        this.interval = shortest;
        this.next = clock.getAsLong();
    }

    static CallPacer perSecond(int calls) {
        return new CallPacer(calls, System::nanoTime, Sleeper.sleeping());
    }

    /** Waits for this call's turn. Returns false, with the flag set, if the thread was interrupted. */
    boolean await() {
        return pause(Duration.ofNanos(turn()));
    }

    boolean pause(Duration duration) {
        return !Thread.currentThread().isInterrupted()
                && (duration.isZero() || sleeper.sleepUnlessInterrupted(duration));
    }

    private synchronized long turn() {
        long now = clock.getAsLong();
        long turn = Math.max(0, next - now);
        next = now + turn + interval;
        return turn;
    }

    synchronized void throttled() {
        interval = Math.min(Math.max(LONGEST, shortest), interval * 2);
    }

    synchronized void succeeded() {
        interval = Math.max(shortest, interval - interval / 20);
    }
}
