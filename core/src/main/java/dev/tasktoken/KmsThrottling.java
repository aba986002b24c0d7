package dev.tasktoken;

import dev.tasktoken.internal.Backoff;
import java.time.Duration;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;

/**
 * The one refusal that passes but that the SDK does not retry, in none of its retry modes: up to four tries in all,
 * with growing pauses. What the SDK does retry is not tried again here: it has been.
 */
final class KmsThrottling {
    private static final int MAX_TRIES = 4;
    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private KmsThrottling() {}

    /**
     * The pause before a call is tried again that failed so.
     *
     * @param tries how often it was tried, by this library and not by the SDK
     * @throws Refused if it is not: this was the last word
     */
    static Duration pauseAfter(RuntimeException failure, int tries) throws Refused {
        if (failure instanceof KmsThrottlingException && tries < MAX_TRIES) {
            return PAUSE.after(tries);
        }
        throw new Refused(failure, tries - 1);
    }
}
