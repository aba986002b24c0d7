package dev.tasktoken.internal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What this thread works on, where the waiting thread may give the work up before it ends. */
public final class CurrentWork {
    private static final ThreadLocal<@Nullable Current> HERE = new ThreadLocal<>();

    private record Current(Object key, BooleanSupplier isGivenUp) {}

    private CurrentWork() {}

    /** Runs work on this thread under a key. */
    public static void run(Object key, BooleanSupplier isGivenUp, Runnable work) {
        HERE.set(new Current(key, isGivenUp));
        try {
            work.run();
        } finally {
            HERE.remove();
        }
    }

    /** Returns whether this thread works under that key and was given up. */
    public static boolean isGivenUp(Object key) {
        Current here = HERE.get();
        return here != null && here.isGivenUp().getAsBoolean() && here.key().equals(key);
    }
}
