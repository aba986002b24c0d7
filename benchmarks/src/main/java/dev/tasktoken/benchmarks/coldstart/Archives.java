package dev.tasktoken.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Class archives, written by one run of a function and used by the next ones. */
final class Archives {
    private final ColdStarts coldStarts;
    private final Path work;

    Archives(ColdStarts coldStarts, Path work) {
        this.coldStarts = coldStarts;
        this.work = work;
    }

    /** The surroundings with application class-data sharing (AppCDS). */
    Surroundings appCds(DeployedFunction function, Surroundings surroundings) throws Exception {
        Path archive = written(function, surroundings, "-XX:ArchiveClassesAtExit=", ".jsa");
        return surroundings.with("-XX:SharedArchiveFile=" + archive);
    }

    /** The surroundings with the ahead-of-time cache of JDK 25 and newer. */
    Surroundings aotCache(DeployedFunction function, Surroundings surroundings) throws Exception {
        Path cache = written(function, surroundings, "-XX:AOTCacheOutput=", ".aot");
        return surroundings.with("-XX:AOTCache=" + cache);
    }

    private Path written(DeployedFunction function, Surroundings surroundings, String option, String suffix)
            throws Exception {
        Path archive = Files.createTempFile(work, "classes", suffix);
        Files.delete(archive);
        coldStarts.runToItsEnd(new Contender(function.name(), function, surroundings.with(option + archive)));
        if (!Files.exists(archive)) {
            throw new IOException("The JVM wrote no archive at its end; see its output in " + work);
        }
        return archive;
    }
}
