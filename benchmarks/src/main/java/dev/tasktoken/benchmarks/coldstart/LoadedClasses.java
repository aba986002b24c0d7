package dev.tasktoken.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The classes that a function's process loads up to its answer, as the JVM lists them, hidden ones included. */
final class LoadedClasses {
    private LoadedClasses() {}

    /** Counts them in a process of its own: listing them takes time. */
    static long count(ColdStarts coldStarts, Contender contender, Path list) throws Exception {
        Surroundings listing = contender.surroundings().with("-Xlog:class+load:file=" + list + "::filecount=0");
        coldStarts.sample(new Contender(contender.name(), contender.function(), listing));
        return count(list);
    }

    private static long count(Path list) throws IOException {
        try (Stream<String> lines = Files.lines(list)) {
            return lines.filter(line -> line.contains("source:")).count();
        }
    }
}
