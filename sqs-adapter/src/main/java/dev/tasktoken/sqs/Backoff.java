package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Delays that double from the first to the longest.
 *
 * @param first after the first failure
 * @param longest after any number of failures
 */
record Backoff(Duration first, Duration longest) {
    /**
     * Returns the delay after this many failures. A random part of up to a half is subtracted, so that workers spread.
     */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(Math.max(failures, 1) - 1, 20);
        long millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
