package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.engine.Engine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time inside a {@link LocalStepFunctions}. It flows like the wall clock, and a test can move it on.
 *
 * <p>Defaults: starts at the wall clock's time, UTC. Thread-safe.
 *
 * <pre>{@code
 * stepFunctions.clock().advance(Duration.ofDays(365));
 * }</pre>
 */
public final class MovableClock extends Clock {
    private final Engine engine;

    MovableClock(Engine engine) {
        this.engine = engine;
    }

    /**
     * Moves the time on. Every timeout, missed heartbeat and retry that falls due on the way happens in its order and
     * at its own time, with whatever it leads to, before this method returns. Calls to queues, topics, functions and
     * endpoints that are under way are waited for, at most ten seconds in all; moving on by {@link Duration#ZERO} does
     * only that. A function may move the clock itself, and is not waited for then.
     *
     * @param duration how far, not negative
     * @throws IllegalArgumentException if the duration is negative
     */
    public void advance(Duration duration) {
        if (requireNonNull(duration, "duration").isNegative()) {
            throw new IllegalArgumentException("time moves forward only: " + duration);
        }
        engine.advance(duration);
    }

    /** {@inheritDoc} */
    @Override
    public Instant instant() {
        return engine.clock().instant();
    }

    /** {@inheritDoc} */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /**
     * Returns a clock in another zone that follows this one.
     *
     * @param zone the zone
     * @return a clock that shows this clock's time
     */
    @Override
    public Clock withZone(ZoneId zone) {
        return new ZonedView(this, zone);
    }

    private static final class ZonedView extends Clock {
        private final Clock clock;
        private final ZoneId zone;

        ZonedView(Clock clock, ZoneId zone) {
            this.clock = clock;
            this.zone = requireNonNull(zone, "zone");
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new ZonedView(clock, other);
        }
    }
}
