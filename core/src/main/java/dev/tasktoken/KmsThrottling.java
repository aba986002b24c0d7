package dev.tasktoken;

import java.time.Duration;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;

/** The one refusal that passes but that the SDK does not retry: up to four tries in all, with growing pauses. */
final class KmsThrottling {
    private static final int MAX_TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private KmsThrottling() {}

    static boolean isWorthAnotherTry(RuntimeException e, int tries) {
        return e instanceof KmsThrottlingException && tries < MAX_TRIES;
    }

    static Duration pauseAfter(int tries) {
        return Pause.backoff(FIRST_PAUSE, LONGEST_PAUSE, tries - 1);
    }
}
