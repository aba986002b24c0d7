package dev.tasktoken.examples.demo;

import java.util.ArrayList;
import java.util.List;

/** The outcomes of one system, in the making. */
final class Outcomes {
    private final String system;
    private final List<Outcome> list = new ArrayList<>();

    Outcomes(String system) {
        this.system = system;
    }

    void add(String what, String expected, String actual) {
        list.add(new Outcome(system, what, expected, actual));
    }

    List<Outcome> list() {
        return List.copyOf(list);
    }
}
