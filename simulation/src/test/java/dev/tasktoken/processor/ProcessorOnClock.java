package dev.tasktoken.processor;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.simulation.StillSfnClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A processor on a clock that a simulation moves. */
public final class ProcessorOnClock {
    private ProcessorOnClock() {}

    public static <T> CallbackProcessor.Builder<T> set(
            CallbackProcessor.Builder<T> builder, InstantSource clock, Sleeper sleeper, Scheduler scheduler) {
        return builder.clock(clock, sleeper).scheduler(scheduler, Runnable::run, UnaryOperator.identity());
    }

    /** The limits of a processor that ignores deadlines. */
    static DeadlineLimits limits() {
        return new DeadlineLimits(new ProcessorSettings(
                TokenResponder.of(new StillSfnClient()).forAnyWork(),
                DuplicateCheck.NEVER,
                false,
                1,
                Duration.ZERO,
                null,
                false,
                DeadlineAction.IGNORE,
                Duration.ZERO,
                InstantSource.system(),
                Scheduler.system(),
                Sleeper.sleeping()));
    }
}
