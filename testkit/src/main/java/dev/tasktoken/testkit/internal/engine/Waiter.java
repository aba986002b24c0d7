package dev.tasktoken.testkit.internal.engine;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits until there is something. Whoever changes something looks for it, so that the thread is woken
 * once and not at every step. Guarded by the engine's lock.
 */
final class Waiter<T> {
    private final Supplier<Optional<T>> ready;
    private final Condition woken;
    private Optional<T> found = Optional.empty();
    private @Nullable RuntimeException failure;

    Waiter(Supplier<Optional<T>> ready, Condition woken) {
        this.ready = ready;
        this.woken = woken;
    }

    /** Looks again, and wakes the thread if it need not wait any longer. */
    boolean isDone() {
        try {
            found = ready.get();
        } catch (RuntimeException e) {
            failure = e;
        }
        boolean done = found.isPresent() || failure != null;
        if (done) {
            woken.signal();
        }
        return done;
    }

    /** What there is, if there is something. */
    Optional<T> found() {
        if (failure != null) {
            throw failure;
        }
        return found;
    }

    Condition woken() {
        return woken;
    }
}
