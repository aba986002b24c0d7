package dev.tasktoken.testkit.internal.values;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The newest of many things, so that what is remembered does not grow for ever. Thread-safe.
 *
 * @param <T> what is remembered
 */
public final class BoundedLog<T> {
    /** How much of each kind a LocalStepFunctions remembers. */
    public static final int MOST = 10_000;

    private final Queue<T> kept = new ArrayDeque<>();
    private final int most;

    public BoundedLog() {
        this(MOST);
    }

    public BoundedLog(int most) {
        this.most = most;
    }

    /** Remembers one more, and returns the one that is forgotten for it. */
    public synchronized Optional<T> add(T newest) {
        kept.add(newest);
        return kept.size() > most ? Optional.ofNullable(kept.poll()) : Optional.empty();
    }

    /** What is remembered, oldest first. */
    public synchronized List<T> list() {
        return List.copyOf(kept);
    }

    /** The newest of a list, oldest first. */
    public static <T> List<T> newest(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
