package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits that double from the first to the longest.
 *
 * @param first after the first failure
 * @param longest however often it fails
 */
record Backoff(Duration first, Duration longest) {
    /** The wait after so many failures, at least 1, less a random part of up to a half, so that workers spread. */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(Math.max(failures, 1) - 1, 20);
        long millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
