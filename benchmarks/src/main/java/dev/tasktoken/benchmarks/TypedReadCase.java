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
                Spread.of(micros("floor")).toString(),
                time("library", "floor").toString(),
                allocation("library", "floor").toString(),
                time("tree", "library").toString(),
                allocation("library", "tree").toString(),
                allocation("floor", "tree").toString(),
                time("inTwoSteps", "floor").toString(),
                time("processor", "floor").toString(),
                allocation("processor", "floor").toString(),
                time("powertools", "floor").toString());
    }

    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>(List.of(
                Goal.atMost(name("time / floor"), time("library", "floor"), 1.15, 1.8),
                Goal.atMost(name("allocation / floor"), allocation("library", "floor"), 1.15, 1.3),
                Goal.atLeast(name("readTree / time"), time("tree", "library"), 1.5, 1)
                        .withFloor(time("tree", "floor"))));
        if (Integer.parseInt(bytes) > FROM) {
            goals.add(Goal.atMost(name("allocation / readTree"), allocation("library", "tree"), 0.35, 0.5)
                    .withFloor(allocation("floor", "tree")));
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
