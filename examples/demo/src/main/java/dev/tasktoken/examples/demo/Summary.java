package dev.tasktoken.examples.demo;

import java.io.PrintStream;
import java.util.List;

/** What the demo says at its end. */
record Summary(List<Outcome> outcomes) {
    /** Prints what ended otherwise than it must, and returns whether there was nothing. */
    boolean print(PrintStream out) {
        List<Outcome> wrong =
                outcomes.stream().filter(outcome -> !outcome.isAsExpected()).toList();
        out.println();
        if (wrong.isEmpty()) {
            out.println("Everything ended as it must: " + outcomes.size() + " of " + outcomes.size() + ".");
            return true;
        }
        wrong.forEach(outcome -> Text.print(
                out,
                "  ",
                outcome.system() + ", " + outcome.what() + ": " + outcome.actual() + " instead of "
                        + outcome.expected()));
        out.println(wrong.size() + " of " + outcomes.size() + " ended otherwise than they must.");
        return false;
    }
}
