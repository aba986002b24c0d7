package dev.tasktoken.benchmarks.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cold starts' small form: what does not depend on the machine's mood. Times are for {@code -Pcoldstart}. Lambda's
 * runtime client is native code for Linux.
 */
@EnabledOnOs(OS.LINUX)
class ColdStartIT {
    private static final Path FUNCTIONS = Path.of("functions");

    /** The goal is 1.05 times the time; this is what no noise explains. */
    private static final double GROSS = 1.10;

    @TempDir
    private Path work = Path.of("set by JUnit");

    @BeforeEach
    void functionsArePackaged() {
        assumeThat(FUNCTIONS.resolve("library/target/classpath.txt"))
                .as("what the modules of the functions package; they were not part of this build")
                .exists();
    }

    @Test
    void answersWithLittleMoreToLoadThanByHand() throws Exception {
        Workbench bench = new Workbench(FUNCTIONS, work, 1);
        Contender library = contender(bench.library(HttpClientChoice.URL_CONNECTION));
        Contender byHand = contender(bench.byHand(HttpClientChoice.URL_CONNECTION));

        double classes = (double) bench.classesLoaded(library) / bench.classesLoaded(byHand);
        double bytes = (double) library.function().bytes() / byHand.function().bytes();

        System.out.printf("Cold start: %.3f times the classes, %.3f times the bytes%n", classes, bytes);
        assertThat(classes).isBetween(1.0, GROSS);
        assertThat(bytes).isBetween(1.0, GROSS);
    }

    @Test
    void answersAfterASnapshotThatThePrimingHookPreparedFor() throws Exception {
        Workbench bench = new Workbench(FUNCTIONS, work, 1);
        Surroundings surroundings =
                Surroundings.of(Jdk.running().java()).snapStart().with(Advice.CRAC);
        DeployedFunction function =
                bench.library(HttpClientChoice.URL_CONNECTION).handledBy("primed", Advice.PRIMED);

        Sample sample = bench.coldStarts().sample(new Contender("primed", function, surroundings));

        assertThat(sample.wallMillis()).isPositive();
        assertThat(work.resolve("primed.log")).content().contains("made-up-for-priming", "is redelivered");
    }

    @Test
    void saysWhereTheOutputIsOfAFunctionThatDoesNotStart() throws Exception {
        Workbench bench = new Workbench(FUNCTIONS, work, 1);
        DeployedFunction function =
                bench.byHand(HttpClientChoice.URL_CONNECTION).handledBy("nobody", "dev.tasktoken.Nobody");

        assertThatThrownBy(() -> bench.coldStarts().sample(contender(function)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody.log")
                .hasStackTraceContaining("Class not found");
    }

    @Test
    void leavesOneHttpClientOnTheClassPath() throws Exception {
        Workbench bench = new Workbench(FUNCTIONS, work, 1);

        List<String> jars = bench.library(HttpClientChoice.APACHE5).jars().stream()
                .map(jar -> jar.getFileName().toString())
                .toList();

        assertThat(jars).anyMatch(jar -> jar.startsWith("apache5-client-"));
        assertThat(jars).noneMatch(jar -> jar.startsWith("url-connection-client-"));
        assertThat(jars).noneMatch(jar -> jar.startsWith("aws-crt"));
    }

    private static Contender contender(DeployedFunction function) {
        return new Contender(
                function.name(), function, Surroundings.of(Jdk.running().java()));
    }
}
