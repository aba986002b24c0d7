package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyJavaBlockStandsVerbatimInACompiledExample() throws IOException {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(PROJECT.resolve("README.md")))
                .results()
                .map(match -> unindented(match.group(1)))
                .toList();
        List<String> sources = sources();

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
        assertThat(blocks).allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block)));
    }

    @Test
    void theTwoCommandsAreTheOnesThatCiRuns() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        String ci = Files.readString(PROJECT.resolve(".ci/run"));

        assertThat(readme).contains("./mvnw -q -Pdemo", "./mvnw verify");
        assertThat(ci).contains("./mvnw -q -Pdemo").containsPattern("\\./mvnw .*verify");
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ReadmeTest::source)
                    .toList();
        }
    }

    private static String source(Path file) {
        try {
            return unindented(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
