package dev.tasktoken.examples.demo;

import java.time.Duration;

/** The time by which a system must end. It bounds every wait. */
record Deadline(long nanoTime) {
    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Returns the remaining time, at least a millisecond, so that a late wait times out by itself. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(nanoTime - System.nanoTime(), 1_000_000));
    }

    boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
