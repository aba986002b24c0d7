package dev.tasktoken.sqs;

import java.time.Duration;

/**
 * A moment on the monotonic clock.
 *
 * @param nanoTime of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    Deadline minus(Duration time) {
        return new Deadline(nanoTime - time.toNanos());
    }

    boolean isOver() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** Returns the remaining milliseconds, at least 1: {@code wait(0)} would wait without a limit. */
    long millisLeft() {
        return Math.max(1, Duration.ofNanos(nanoTime - System.nanoTime()).toMillis());
    }
}
