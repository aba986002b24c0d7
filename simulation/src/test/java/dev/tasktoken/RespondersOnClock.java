package dev.tasktoken;

import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;

/** A responder on a clock that a simulation moves. */
public final class RespondersOnClock {
    private RespondersOnClock() {}

    public static TokenResponder.Builder set(TokenResponder.Builder builder, Sleeper sleeper, Scheduler scheduler) {
        return builder.sleeper(sleeper).scheduler(scheduler);
    }
}
