package dev.tasktoken.examples.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The outcomes of one system, each printed when it is known. */
final class Outcomes {
    private final String system;
    private final PrintStream out;
    private final List<Outcome> list = new ArrayList<>();

    Outcomes(String system, PrintStream out) {
        this.system = system;
        this.out = out;
    }

    void add(String what, String expected, String actual) {
        Outcome outcome = new Outcome(system, what, expected, actual);
        if (list.isEmpty()) {
            Outcome.printHead(out);
        }
        outcome.print(out);
        list.add(outcome);
    }

    List<Outcome> list() {
        return List.copyOf(list);
    }
}
