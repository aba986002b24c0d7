package dev.tasktoken.simulation;

/** How many disturbances one history may have. */
record Bounds(int faults, int switches) {
    static final Bounds NONE = new Bounds(0, 0);

    /** For histories by seed, which end because their actors do. */
    static final Bounds MANY = new Bounds(1_000, 1_000_000);
}
