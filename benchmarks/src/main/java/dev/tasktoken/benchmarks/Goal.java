package dev.tasktoken.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * What a ratio must reach, and what it must not even come near in the quick form.
 *
 * @param what names the ratio
 * @param ratio as measured
 * @param bound the figure to reach
 * @param gross the figure that only a gross regression reaches
 * @param atMost whether the bound is an upper one
 * @param floor the same ratio for the floor itself, which no code can beat; null where there is none
 */
public record Goal(
        String what,
        Spread ratio,
        double bound,
        double gross,
        boolean atMost,
        @Nullable Spread floor) {
    /** How much above the floor counts as being at the floor: what a typed read may cost. */
    private static final double NEAR = 1.15;

    /**
     * Makes a goal with an upper bound.
     *
     * @param what names the ratio
     * @param ratio as measured
     * @param bound at most this
     * @param gross above this the quick form fails
     * @return the goal
     */
    public static Goal atMost(String what, Spread ratio, double bound, double gross) {
        return new Goal(what, ratio, bound, gross, true, null);
    }

    /**
     * Makes a goal with a lower bound.
     *
     * @param what names the ratio
     * @param ratio as measured
     * @param bound at least this
     * @param gross below this the quick form fails
     * @return the goal
     */
    public static Goal atLeast(String what, Spread ratio, double bound, double gross) {
        return new Goal(what, ratio, bound, gross, false, null);
    }

    /**
     * Tells what the floor itself has.
     *
     * @param floorRatio the same ratio for the floor
     * @return this goal with it
     */
    public Goal withFloor(Spread floorRatio) {
        return new Goal(what, ratio, bound, gross, atMost, floorRatio);
    }

    /**
     * Tells whether the goal was reached.
     *
     * @return whether the median keeps the bound
     */
    public boolean isReached() {
        return isWithin(ratio, bound);
    }

    /**
     * Tells whether nobody could have reached it.
     *
     * @return whether the floor misses the bound, too, and the ratio is near the floor
     */
    public boolean isBeyondFloor() {
        return floor != null
                && !isReached()
                && !isWithin(floor, bound)
                && isWithin(ratio, atMost ? floor.median() * NEAR : floor.median() / NEAR);
    }

    /**
     * Tells whether it is so far off that noise is no excuse.
     *
     * @return whether the ratio is past the gross bound
     */
    public boolean isGrosslyMissed() {
        return !isWithin(ratio, gross);
    }

    /** {@code typed read ...: 1.31 (1.29 to 1.33), at most 1.15}. */
    @Override
    public String toString() {
        return what + ": " + ratio + ", wanted " + (atMost ? "at most " : "at least ") + bound
                + (floor == null ? "" : ", the floor itself " + floor);
    }

    private boolean isWithin(Spread figure, double limit) {
        return atMost ? figure.median() <= limit : figure.median() >= limit;
    }
}
