package dev.tasktoken.pending;

import dev.tasktoken.internal.Sleeper;
import java.time.InstantSource;

/** Pending tasks and their store on a clock that a simulation moves. */
public final class PendingOnClock {
    private PendingOnClock() {}

    public static PendingTasks.Builder set(PendingTasks.Builder builder, InstantSource clock, Sleeper sleeper) {
        return builder.clock(clock, sleeper);
    }

    public static TokenStore store(InstantSource clock) {
        return new InMemoryTokenStore(clock);
    }
}
