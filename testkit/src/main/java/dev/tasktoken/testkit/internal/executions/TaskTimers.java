package dev.tasktoken.testkit.internal.executions;

import dev.tasktoken.testkit.internal.definitions.TaskLimits;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Timers;
import dev.tasktoken.testkit.internal.values.StateError;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The two clocks of a task attempt: the hard limit, and the heartbeat's, which each beat starts again. */
final class TaskTimers {
    private final Engine engine;
    private final Optional<Duration> timeout;
    private final Optional<Duration> heartbeat;
    private final Consumer<StateError> onTimeout;
    private Timers.@Nullable Timer limit;
    private Timers.@Nullable Timer nextBeat;

    TaskTimers(Engine engine, TaskLimits.Resolved limits, Consumer<StateError> onTimeout) {
        this.engine = engine;
        this.timeout = limits.timeout();
        this.heartbeat = limits.heartbeat();
        this.onTimeout = onTimeout;
    }

    /** Starts the hard limit's clock. */
    void start() {
        timeout.ifPresent(longest -> limit = engine.schedule(longest, () -> onTimeout.accept(StateError.timeout())));
    }

    /** Starts the heartbeat's clock, again if it runs. */
    void restartHeartbeat() {
        cancel(nextBeat);
        heartbeat.ifPresent(
                longest -> nextBeat = engine.schedule(longest, () -> onTimeout.accept(StateError.missedHeartbeat())));
    }

    void stop() {
        cancel(limit);
        cancel(nextBeat);
    }

    private void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            engine.cancel(timer);
        }
    }
}
