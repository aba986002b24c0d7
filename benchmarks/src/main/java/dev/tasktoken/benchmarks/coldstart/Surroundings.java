package dev.tasktoken.benchmarks.coldstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function's process runs on.
 *
 * @param java the JDK's launcher
 * @param options of the JVM, beside Lambda's own
 * @param launcher a command that starts the JVM's, to give it less of the machine; may be empty
 * @param isSnapStart whether the process stops for a snapshot between its init phase and its event
 */
record Surroundings(Path java, List<String> options, List<String> launcher, boolean isSnapStart) {
    Surroundings {
        options = List.copyOf(options);
        launcher = List.copyOf(launcher);
    }

    static Surroundings of(Path java) {
        return new Surroundings(java, List.of(), List.of(), false);
    }

    Surroundings with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Surroundings(java, all, launcher, isSnapStart);
    }

    Surroundings startedBy(List<String> command) {
        return new Surroundings(java, options, command, isSnapStart);
    }

    Surroundings snapStart() {
        return new Surroundings(java, options, launcher, true);
    }
}
