package dev.tasktoken.lambda;

import java.util.function.Supplier;

/**
 * An interrupt flag that a handler left set, in this invocation or in an earlier one on the same thread. Lambda itself
 * interrupts no function, so it must not stop the next record or invocation.
 */
final class LeftInterrupt {
    private final Thread caller = Thread.currentThread();
    private boolean wasSet;

    /** Runs without a flag that an earlier invocation left. */
    static <T> T without(Supplier<T> work) {
        LeftInterrupt interrupt = new LeftInterrupt();
        interrupt.setAside();
        try {
            return work.get();
        } finally {
            interrupt.restore();
        }
    }

    /** Clears the flag. Of other threads than the caller's, such as those of a pool, nobody misses it. */
    void setAside() {
        if (Thread.interrupted() && Thread.currentThread() == caller) {
            wasSet = true;
        }
    }

    /** Sets the caller's flag again, if it was set. */
    void restore() {
        if (wasSet) {
            Thread.currentThread().interrupt();
        }
    }
}
