package dev.tasktoken.simulation;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names one history, so that a command can play it again. */
final class Replay {
    private Replay() {}

    static String of(String scenario, Bounds bounds, List<Integer> choices) {
        String listed = choices.stream().map(String::valueOf).collect(Collectors.joining("."));
        return command(scenario + ":" + bounds.faults() + ":" + bounds.switches() + ":" + listed);
    }

    static String of(long seed) {
        return command("seed:" + seed);
    }

    private static String command(String history) {
        return "again: ./mvnw test -pl simulation -am -Dtest=ReplayTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dproof.replay=" + history;
    }

    static World play(String history) throws InterruptedException {
        String[] parts = history.split(":", -1);
        if (parts[0].equals("seed")) {
            return LongHistory.play(Long.parseLong(parts[1]));
        }
        Scenario scenario = Scenarios.named(parts[0]);
        List<Integer> choices = Stream.of(parts[3].split("\\."))
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .toList();
        return World.play(
                scenario,
                new ListedChoices(choices),
                new Bounds(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    }
}
