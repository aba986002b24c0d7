package dev.tasktoken.simulation;

/** Who acts in a history, and what they do. */
@FunctionalInterface
interface Scenario {
    /** Prepares, without faults, what was there before, and adds the actors. */
    void begin(World world);
}
