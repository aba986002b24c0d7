package dev.tasktoken.examples.demo;

import java.time.Duration;

/** The time by which a system must be done; every wait is bounded by what is left of it. */
record Deadline(long nanoTime) {
    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, at least a millisecond, so that a wait that comes too late fails by itself. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(nanoTime - System.nanoTime(), 1_000_000));
    }

    boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
