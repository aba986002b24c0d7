package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jazzer is blind to a class that it does not instrument, and says so nowhere: a million such inputs find nothing. */
class InstrumentedPackagesTest {
    /** What only makes tests: it parses nothing. */
    private static final Set<String> TEST_CODE = Set.of(
            "dev.tasktoken.fuzz",
            "dev.tasktoken.testkit",
            "dev.tasktoken.testkit.integrations",
            "dev.tasktoken.testkit.stores");

    @Test
    void instrumentsEveryPackageOfTheLibrary() throws IOException {
        List<String> patterns = patterns();

        assertThat(packages())
                .contains("dev.tasktoken.delivery", "dev.tasktoken.pending.internal")
                .allSatisfy(name -> assertThat(patterns)
                        .anyMatch(pattern -> pattern.endsWith(".**")
                                ? (name + ".").startsWith(pattern.substring(0, pattern.length() - 2))
                                : pattern.equals(name + ".*")));
    }

    private static List<String> patterns() throws IOException {
        try (InputStream file = InstrumentedPackagesTest.class.getResourceAsStream("/junit-platform.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file));
            return List.of(properties.getProperty("jazzer.instrument").split(",", -1));
        }
    }

    private static Set<String> packages() throws IOException {
        Set<String> packages = new TreeSet<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(Pattern.quote(System.getProperty("path.separator")), -1)) {
            addPackages(Path.of(entry), packages);
        }
        packages.removeAll(TEST_CODE);
        return packages;
    }

    private static void addPackages(Path entry, Set<String> packages) throws IOException {
        if (Files.isDirectory(entry)) {
            addPackagesIn(entry, packages);
        } else if (entry.toString().endsWith(".jar") && entry.toString().contains("tasktoken")) {
            try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                addPackagesIn(jar.getPath("/"), packages);
            }
        }
    }

    private static void addPackagesIn(Path root, Set<String> packages) throws IOException {
        Path own = root.resolve("dev/tasktoken");
        if (Files.isDirectory(own)) {
            try (Stream<Path> files = Files.walk(own)) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .map(file ->
                                root.relativize(file.getParent()).toString().replace('/', '.'))
                        .forEach(packages::add);
            }
        }
    }
}
