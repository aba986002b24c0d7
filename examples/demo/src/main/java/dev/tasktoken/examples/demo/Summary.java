package dev.tasktoken.examples.demo;

import java.io.PrintStream;
import java.util.List;

/** The last lines of the demo. */
record Summary(List<Outcome> outcomes) {
    /** Prints the unexpected outcomes. Returns whether there were none. */
    boolean print(PrintStream out) {
        List<Outcome> wrong =
                outcomes.stream().filter(outcome -> !outcome.isAsExpected()).toList();
        out.println();
        if (wrong.isEmpty()) {
            out.println("Everything ended as expected: " + outcomes.size() + " of " + outcomes.size() + ".");
            return true;
        }
        wrong.forEach(outcome -> Text.print(
                out,
                "  ",
                outcome.system() + ", " + outcome.what() + ": " + outcome.actual() + " instead of "
                        + outcome.expected()));
        out.println(wrong.size() + " of " + outcomes.size() + " did not end as expected.");
        return false;
    }
}
