package dev.tasktoken.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays all histories of a scenario: first the undisturbed ones, then those with one fault or one switch, and so on,
 * until a number of histories is reached or one breaks an invariant.
 */
final class EveryHistory {
    private static final List<Bounds> GROWING = List.of(
            Bounds.NONE,
            new Bounds(1, 0),
            new Bounds(0, 1),
            new Bounds(1, 1),
            new Bounds(2, 1),
            new Bounds(1, 2),
            new Bounds(2, 2),
            new Bounds(3, 2),
            new Bounds(3, 3));

    private final String name;
    private final Scenario scenario;
    private final long most;
    private final List<String> lines = new ArrayList<>();
    private long played;
    private int calls;
    private @Nullable World broken;
    private String replay = "";

    private EveryHistory(String name, Scenario scenario, long most) {
        this.name = name;
        this.scenario = scenario;
        this.most = most;
    }

    static EveryHistory of(String name, Scenario scenario, long most) throws InterruptedException {
        EveryHistory every = new EveryHistory(name, scenario, most);
        for (Bounds bounds : GROWING) {
            if (every.played < most && every.broken == null) {
                every.play(bounds);
            }
        }
        return every;
    }

    long played() {
        return played;
    }

    /** The first history that broke an invariant. */
    @Nullable World broken() {
        return broken;
    }

    private void play(Bounds bounds) throws InterruptedException {
        long before = played;
        List<Integer> next = List.of();
        do {
            ListedChoices choices = new ListedChoices(next);
            World world = World.play(scenario, choices, bounds);
            played++;
            calls = Math.max(calls, world.calls());
            if (!world.violations.isEmpty()) {
                broken = world;
                replay = Replay.of(name, bounds, choices.taken);
                return;
            }
            next = choices.following();
        } while (!next.isEmpty() && played < most);
        lines.add(String.format(
                "  %d faults, %d switches: %s%,d histories",
                bounds.faults(), bounds.switches(), next.isEmpty() ? "all " : "the first ", played - before));
    }

    @Override
    public String toString() {
        String counts = name + ": " + calls + " calls at most\n" + String.join("\n", lines);
        World failed = broken;
        return failed == null
                ? counts
                : counts + "\n"
                        + failed.violations.stream().map(String::valueOf).collect(Collectors.joining("\n")) + "\n"
                        + replay + "\n  " + String.join("\n  ", failed.trace);
    }
}
