package dev.tasktoken;

import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;

/** Responders on a clock that a simulation moves. */
public final class RespondersOnClock {
    private RespondersOnClock() {}

    public static <B extends Responder.Builder<B>> B set(B builder, Sleeper sleeper, Scheduler scheduler) {
        return builder.sleeper(sleeper).scheduler(scheduler);
    }
}
