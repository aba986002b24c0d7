package dev.tasktoken.examples.demo;

import java.io.PrintStream;
import java.util.List;

/** The table at the end. */
record Summary(List<Outcome> outcomes) {
    private static final String ROW = "%-18s  %-37s  %-37s  %s%n";

    /** Prints the table and returns whether everything ended as it must. */
    boolean print(PrintStream out) {
        out.printf(ROW, "EXECUTION", "MUST END", "ENDED", "OK");
        String system = "";
        for (Outcome outcome : outcomes) {
            if (!outcome.system().equals(system)) {
                system = outcome.system();
                out.println("-- " + system + " " + "-".repeat(Text.COLUMNS - 4 - system.length()));
            }
            out.printf(ROW, outcome.what(), outcome.expected(), outcome.actual(), outcome.isAsExpected() ? "ok" : "NO");
        }
        out.println();
        long wrong =
                outcomes.stream().filter(outcome -> !outcome.isAsExpected()).count();
        out.println(
                wrong == 0
                        ? "Everything ended as it must."
                        : wrong + " of " + outcomes.size() + " ended otherwise than they must.");
        return wrong == 0;
    }
}
