package dev.tasktoken.internal;

import java.time.Duration;

/** The wait between two tries; a test's does not wait. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;

    /** Waits, and returns whether it was not interrupted; if it was, the flag is set. */
    default boolean sleepUnlessInterrupted(Duration duration) {
        try {
            sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Sleeper sleeping() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    /** The wait before a failed periodic call is retried: an eighth of its interval, then more. */
    static Duration soonerThan(Duration every, int tries) {
        return new Backoff(every.dividedBy(8), every).after(tries + 1);
    }
}
