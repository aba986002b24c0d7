package dev.tasktoken.simulation;

import java.util.SplittableRandom;

/** Chooses by a seed: the same seed gives the same history. */
final class SeededChoices implements Choices {
    private final SplittableRandom random;
    private final double faults;
    private final double switches;

    SeededChoices(long seed) {
        this.random = new SplittableRandom(seed);
        this.faults = random.nextDouble(0.15);
        this.switches = random.nextDouble(0.6);
    }

    @Override
    public int fault(int options) {
        return random.nextDouble() < faults ? random.nextInt(1, options) : 0;
    }

    @Override
    public int next(int options) {
        return random.nextDouble() < switches ? random.nextInt(options) : 0;
    }
}
