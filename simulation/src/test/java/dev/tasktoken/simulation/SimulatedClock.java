package dev.tasktoken.simulation;

import dev.tasktoken.internal.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of a history. It moves when everybody waits, and when an actor moves it. */
final class SimulatedClock implements InstantSource, Scheduler {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    void moveTo(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    @Override
    public long nanos() {
        return Duration.between(START, now).toNanos();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        throw new UnsupportedOperationException("no timers in a simulation");
    }
}
