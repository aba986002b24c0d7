package dev.tasktoken.testkit.internal.engine;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is attempted until it is done, with a delay on the movable clock before each further attempt. */
public final class Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    private final Engine engine;
    private final List<Duration> delays;
    private final Attempt attempt;

    public Redelivery(Engine engine, List<Duration> delays, Attempt attempt) {
        this.engine = engine;
        this.delays = delays;
        this.attempt = attempt;
    }

    /** Begins with the first attempt, on a thread of its own. The caller is outside the engine. */
    public void begin() {
        engine.run(() -> {
            attempt(1);
            return true;
        });
    }

    /** Goes on after a first attempt that the caller made himself and that failed. */
    public void retryLater() {
        engine.run(() -> {
            planNext(1);
            return true;
        });
    }

    private void attempt(int number) {
        engine.callFunction(
                () -> attempt.make(number),
                done -> {
                    if (!done) {
                        planNext(number);
                    }
                },
                failure -> LOG.warn(
                        "A delivery failed unexpectedly: {}", failure.getClass().getName()));
    }

    private void planNext(int failed) {
        if (failed <= delays.size()) {
            engine.schedule(delays.get(failed - 1), () -> attempt(failed + 1));
        }
    }

    /** One attempt, the first of which is number 1. */
    @FunctionalInterface
    public interface Attempt {
        /** Returns whether it is done; if not, it is worth another attempt. */
        boolean make(int number);
    }
}
