package dev.tasktoken.simulation;

import dev.tasktoken.internal.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One process of the history. All its calls to the outside go through {@link #call}: the one seam where it can end, and
 * where a call can fail or lie.
 */
final class SimulatedProcess {
    final String name;
    private final World world;
    private boolean crashed;

    SimulatedProcess(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** Waits on the movable clock: a second, however long the library asks for, since that is random. */
    Sleeper sleeper() {
        return duration -> world.sleep(Duration.ofSeconds(1));
    }

    /**
     * Makes a call.
     *
     * @param faults what can happen to it; the first is none
     * @param effect takes effect and returns the response; is given how often the client has sent the call
     * @param failure what the caller sees of a call that fails
     */
    <R> R call(String what, List<Fault> faults, IntFunction<R> effect, Supplier<RuntimeException> failure) {
        checkAlive();
        world.pause();
        checkAlive();
        Fault fault = world.fault(faults);
        world.note(name + ": " + what + (fault == Fault.NONE ? "" : " <- " + fault));
        switch (fault) {
            case NONE -> {
                return effect.apply(1);
            }
            case CRASH_BEFORE -> throw crash();
            case CRASH_AFTER -> {
                attempt(effect, 1);
                throw crash();
            }
            case REQUEST_LOST -> throw failure.get();
            case RESPONSE_LOST -> {
                attempt(effect, 1);
                throw failure.get();
            }
            case LATE -> {
                world.add("late " + what, () -> {
                    world.note("late: " + what);
                    attempt(effect, 1);
                });
                throw failure.get();
            }
            case THROTTLED -> throw SimulatedService.throttled();
            case REPEATED -> {
                attempt(effect, 1);
                return effect.apply(2);
            }
        }
        throw new AssertionError(fault);
    }

    private void checkAlive() {
        if (crashed) {
            throw new Crash(name);
        }
    }

    private Crash crash() {
        crashed = true;
        return new Crash(name);
    }

    /** Nobody sees this response. */
    private static void attempt(IntFunction<?> effect, int times) {
        try {
            Object unseen = effect.apply(times);
            Objects.requireNonNull(unseen);
        } catch (RuntimeException refused) {
            // the response that was lost
        }
    }
}
