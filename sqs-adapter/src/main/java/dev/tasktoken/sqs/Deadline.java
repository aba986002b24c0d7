package dev.tasktoken.sqs;

import java.time.Duration;

/**
 * A moment on the clock that never steps.
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

    /** At least 1, for {@code wait(0)} waits for ever. */
    long millisLeft() {
        return Math.max(1, Duration.ofNanos(nanoTime - System.nanoTime()).toMillis());
    }
}
