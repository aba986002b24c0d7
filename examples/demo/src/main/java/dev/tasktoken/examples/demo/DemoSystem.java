package dev.tasktoken.examples.demo;

import java.util.List;

/** One of the systems the demo runs. */
interface DemoSystem {
    /** The name that {@code --system} takes. */
    String name();

    /** What it does, in half a line. */
    String description();

    /** Runs it, prints the timelines, and returns what ended how. */
    List<Outcome> run(Stage stage);
}
