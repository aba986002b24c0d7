package dev.tasktoken.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of {@code benchmarks/README.md} and the goals that are checked by it.
 *
 * @param name of its markers
 * @param rows of the table, the header first, cells without bars
 * @param goals what must be reached
 */
public record Section(String name, List<List<String>> rows, List<Goal> goals) {
    /** Copies. */
    public Section {
        rows = rows.stream().map(List::copyOf).toList();
        goals = List.copyOf(goals);
    }

    /**
     * Writes it as Markdown.
     *
     * @return lines: the table, then whether the goals were reached
     */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add("| " + String.join(" | ", row) + " |");
            if (lines.size() == 1) {
                lines.add("|" + " --- |".repeat(row.size()));
            }
        }
        lines.add("");
        lines.addAll(verdicts());
        return lines;
    }

    private List<String> verdicts() {
        long reached = goals.stream().filter(Goal::isReached).count();
        List<String> lines = new ArrayList<>();
        lines.add(reached + " of " + goals.size() + " goals reached.");
        goals.stream()
                .filter(goal -> !goal.isReached())
                .map(goal -> "- " + (goal.isBeyondFloor() ? "Beyond the floor: " : "Missed: ") + goal)
                .forEach(lines::add);
        return lines;
    }
}
