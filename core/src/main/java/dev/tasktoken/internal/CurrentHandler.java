package dev.tasktoken.internal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whose handler this thread runs, where the waiting thread may give the handler up before it ends. */
public final class CurrentHandler {
    private static final ThreadLocal<@Nullable Current> HERE = new ThreadLocal<>();

    private record Current(Object key, BooleanSupplier isGivenUp) {}

    private CurrentHandler() {}

    /** Runs a handler on this thread under a key. */
    public static void run(Object key, BooleanSupplier isGivenUp, Runnable handler) {
        HERE.set(new Current(key, isGivenUp));
        try {
            handler.run();
        } finally {
            HERE.remove();
        }
    }

    /** Returns whether this thread runs a handler under that key that was given up. */
    public static boolean isGivenUp(Object key) {
        Current here = HERE.get();
        return here != null && here.isGivenUp().getAsBoolean() && here.key().equals(key);
    }
}
