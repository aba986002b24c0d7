package dev.tasktoken.processor;

import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A processor on a clock that a simulation moves. */
public final class ProcessorOnClock {
    private ProcessorOnClock() {}

    public static <T> CallbackProcessor.Builder<T> set(
            CallbackProcessor.Builder<T> builder, InstantSource clock, Sleeper sleeper, Scheduler scheduler) {
        return builder.clock(clock, sleeper).scheduler(scheduler, Runnable::run, UnaryOperator.identity());
    }
}
