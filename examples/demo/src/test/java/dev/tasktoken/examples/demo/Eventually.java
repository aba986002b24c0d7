package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Eventually {
    private Eventually() {}

    /** Waits until the condition is true, and fails after 20 s. */
    static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
