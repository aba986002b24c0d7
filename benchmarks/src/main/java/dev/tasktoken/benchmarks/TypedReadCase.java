package dev.tasktoken.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * One body of the typed read, and the ratios that were measured with it.
 *
 * @param rounds what was measured
 * @param bytes of the body
 * @param shape of the body
 * @param tokenFirst whether the token stands before the payload
 */
record TypedReadCase(JmhRounds rounds, String bytes, Shape shape, boolean tokenFirst) {
    /** Below this size the token itself is most of the body. */
    private static final int FROM = 16_000;

    List<String> row() {
        return List.of(
                ReadingTables.kilobytes(bytes) + ", " + (shape == Shape.FLAT ? "flat" : "nested"),
                tokenFirst ? "first" : "last",
                Spread.of(micros("tree")).toString(),
                time("library", "tree").toString(),
                allocation("library", "tree").toString(),
                time("inTwoSteps", "tree").toString(),
                time("processor", "tree").toString(),
                time("library", "floor").toString(),
                allocation("library", "floor").toString(),
                time("powertools", "floor").toString());
    }

    /** By hand is a tree, a key taken out of it, and the rest bound. */
    List<Goal> goals() {
        boolean isSmall = Integer.parseInt(bytes) < FROM;
        List<Goal> goals = new ArrayList<>();
        goals.add(Goal.atMost(name("time / by hand"), time("library", "tree"), isSmall ? 1.25 : 1, 2.2)
                .withFloor(time("twoParses", "tree")));
        if (!isSmall) {
            goals.add(Goal.atMost(name("allocation / by hand"), allocation("library", "tree"), 0.65, 0.9));
        }
        return goals;
    }

    private String name(String ratio) {
        return "typed read, " + ReadingTables.kilobytes(bytes) + (shape == Shape.FLAT ? " flat" : " nested")
                + ", token " + (tokenFirst ? "first" : "last") + ": " + ratio;
    }

    private Spread time(String ours, String theirs) {
        return Spread.ofRatios(micros(ours), micros(theirs));
    }

    private Spread allocation(String ours, String theirs) {
        return Spread.ofRatios(bytesOf(ours), bytesOf(theirs));
    }

    private double[] micros(String method) {
        return rounds.micros(method, bytes, shape, tokenFirst);
    }

    private double[] bytesOf(String method) {
        return rounds.bytes(method, bytes, shape, tokenFirst);
    }
}
