package dev.tasktoken.benchmarks.coldstart;

import java.util.ArrayList;
import java.util.List;

/**
 * What one part of the measurement says.
 *
 * @param name of its markers in {@code benchmarks/README.md}
 * @param rows of its table, the header first
 * @param verdict a sentence
 * @param isMissed whether what must be reached surely was not
 */
record Part(String name, List<List<String>> rows, String verdict, boolean isMissed) {
    Part {
        rows = rows.stream().map(List::copyOf).toList();
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add("| " + String.join(" | ", row) + " |");
            if (lines.size() == 1) {
                lines.add("|" + " --- |".repeat(row.size()));
            }
        }
        lines.add("");
        lines.add(verdict);
        return lines;
    }
}
