package dev.tasktoken.pending;

import dev.tasktoken.internal.Sleeper;
import java.time.InstantSource;

/** Pending tasks on a clock that a simulation moves. */
public final class PendingOnClock {
    private PendingOnClock() {}

    public static PendingTasks.Builder set(PendingTasks.Builder builder, InstantSource clock, Sleeper sleeper) {
        return builder.clock(clock, sleeper);
    }
}
