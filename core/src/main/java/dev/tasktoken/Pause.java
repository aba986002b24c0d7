package dev.tasktoken;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The wait between two tries; a test's does not wait. */
@FunctionalInterface
interface Pause {
    void of(Duration duration) throws InterruptedException;

    /** Waits, and returns whether it was not interrupted; if it was, the flag is set. */
    default boolean isOverAfter(Duration duration) {
        try {
            of(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Pause sleeping() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    /**
     * Doubles from the first pause to the longest, then takes a random half off, so that callers do not beat in time.
     */
    static Duration backoff(Duration first, Duration longest, int tries) {
        long doubled = first.toMillis() << Math.min(tries, 20);
        long millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    /** The wait before a periodic call that did not get through is made again: an eighth of its interval, then more. */
    static Duration soonerThan(Duration every, int tries) {
        return backoff(every.dividedBy(8), every, tries);
    }
}
