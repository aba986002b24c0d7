package dev.tasktoken.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits between tries that double from the first to the longest, less a random part of up to a half. So callers that
 * failed together do not retry together. Immutable and thread-safe.
 *
 * <p>The library's modules wait by it between their own tries; those of the SDK are the SDK's.
 *
 * @param first the longest wait after the first failure
 * @param longest the longest wait however often it fails
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /**
     * Checks the waits.
     *
     * @param first not negative
     * @param longest not negative
     * @throws IllegalArgumentException if one of them is negative
     */
    public Backoff {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(longest, "longest");
        if (first.isNegative() || longest.isNegative()) {
            throw new IllegalArgumentException("A wait must not be negative: " + first + ", " + longest);
        }
    }

    /**
     * Returns how long to wait now.
     *
     * @param failures how often it failed in a row; at least 1, and less counts as 1
     * @return between the half and the whole of the wait after so many failures, in milliseconds
     */
    public Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
        long millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
