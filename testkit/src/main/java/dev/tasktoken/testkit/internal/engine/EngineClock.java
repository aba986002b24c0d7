package dev.tasktoken.testkit.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The engine's time: it flows like the wall clock, and the engine moves it on under its lock. Thread-safe to read. */
public final class EngineClock implements InstantSource {
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private volatile Duration moved = Duration.ZERO;

    void move(Duration duration) {
        moved = moved.plus(duration);
    }

    @Override
    public Instant instant() {
        return started.plusNanos(System.nanoTime() - startedNanos).plus(moved);
    }
}
