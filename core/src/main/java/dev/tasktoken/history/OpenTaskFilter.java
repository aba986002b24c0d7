package dev.tasktoken.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which open tasks a scan returns. An execution that was started after {@link #olderThan} is not read at all.
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * OpenTaskFilter filter = OpenTaskFilter.all().state("Approve").olderThan(Duration.ofHours(1));
 * }</pre>
 */
public final class OpenTaskFilter {
    private static final OpenTaskFilter ALL = new OpenTaskFilter(null, Duration.ZERO);

    private final @Nullable String state;
    private final Duration age;

    private OpenTaskFilter(@Nullable String state, Duration age) {
        this.state = state;
        this.age = age;
    }

    /**
     * Returns the filter that all open tasks pass.
     *
     * @return always the same one
     */
    public static OpenTaskFilter all() {
        return ALL;
    }

    /**
     * Returns a filter that only the tasks of one state pass.
     *
     * @param name the state's name, compared exactly
     * @return another filter
     */
    public OpenTaskFilter state(String name) {
        return new OpenTaskFilter(Objects.requireNonNull(name, "name"), age);
    }

    /**
     * Returns a filter that only tasks pass that were scheduled at least so long ago.
     *
     * @param age not negative
     * @return another filter
     * @throws IllegalArgumentException if it is negative
     */
    public OpenTaskFilter olderThan(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("The age must not be negative: " + age);
        }
        return new OpenTaskFilter(state, age);
    }

    boolean passes(OpenTask task, Instant now) {
        return (state == null || state.equals(task.state())) && isOldEnough(task.scheduledAt(), now);
    }

    boolean isOldEnough(Instant time, Instant now) {
        return age.isZero() || !time.isAfter(now.minus(age));
    }

    /** Returns the filter's settings. */
    @Override
    public String toString() {
        return "OpenTaskFilter[" + (state == null ? "all states" : state) + ", at least " + age + " old]";
    }
}
