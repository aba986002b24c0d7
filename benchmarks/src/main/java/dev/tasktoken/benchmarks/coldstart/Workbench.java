package dev.tasktoken.benchmarks.coldstart;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What every part measures with.
 *
 * @param functions the folder of the modules with the functions
 * @param work where processes leave what they write
 * @param rounds how often each contender is started
 */
record Workbench(Path functions, Path work, int rounds) {
    /** Says that a part cannot be measured here; the others can. */
    static final class NotHere extends Exception {
        private static final long serialVersionUID = 1;

        NotHere(String message) {
            super(message);
        }
    }

    ColdStarts coldStarts() {
        return new ColdStarts(work);
    }

    Archives archives() {
        return new Archives(coldStarts(), work);
    }

    Surroundings on(int feature) throws Exception {
        Jdk jdk = Jdk.find(feature).orElseThrow(() -> new NotHere("there is no JDK " + feature + " on this machine"));
        return Surroundings.of(jdk.java());
    }

    DeployedFunction library(HttpClientChoice client) throws Exception {
        return DeployedFunction.withLibrary(functions, client);
    }

    DeployedFunction byHand(HttpClientChoice client) throws Exception {
        return DeployedFunction.byHand(functions, client);
    }

    long classesLoaded(Contender contender) throws Exception {
        Path list = Files.createTempFile(work, "classes", ".list");
        return LoadedClasses.count(coldStarts(), contender, list);
    }
}
