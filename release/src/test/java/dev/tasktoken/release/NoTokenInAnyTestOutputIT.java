package dev.tasktoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks through what all tests of this build printed, with {@code dev.tasktoken} and {@code software.amazon.awssdk} at
 * DEBUG (the root POM sets that). This module is the last of the build, so the others' output is there.
 */
class NoTokenInAnyTestOutputIT {
    /** How the tokens of the testkit, of LocalStepFunctions and of core's tests begin, and the service's own. */
    private static final String TOKEN_START = "AAAAKgAAAAIAAAAAAAAAA";

    @Test
    void noTestPrintedAToken() throws IOException {
        List<Path> outputs = outputs();

        assertThat(outputs).as("run from the root: ./mvnw verify").isNotEmpty();
        assertThat(outputs.stream().map(NoTokenInAnyTestOutputIT::read))
                .as("debug lines were printed")
                .anyMatch(text -> text.contains("DEBUG dev.tasktoken."))
                .anyMatch(text -> text.contains("DEBUG software.amazon.awssdk."));
        assertThat(outputs.stream().filter(file -> read(file).contains(TOKEN_START)))
                .as("files that hold a token; of an earlier run? ./mvnw clean")
                .isEmpty();
    }

    /** What the modules' test plugins and loggers wrote. */
    private static List<Path> outputs() throws IOException {
        try (Stream<Path> files = Files.walk(Project.ROOT, 6)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("target"))
                    .filter(file -> !file.toString().contains("dynalite")) // a database's own files
                    .filter(file -> file.toString().endsWith("-output.txt")
                            || file.toString().endsWith(".log"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
