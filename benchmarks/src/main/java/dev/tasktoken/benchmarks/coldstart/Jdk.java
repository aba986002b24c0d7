package dev.tasktoken.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK of this machine: the one that runs this, or one where Linux distributions put them. */
record Jdk(String version, Path home) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** Finds one of a feature release, 17 for instance. */
    static Optional<Jdk> find(int feature) throws IOException {
        return all().stream()
                .filter(jdk -> Runtime.Version.parse(jdk.version()).feature() == feature)
                .findFirst();
    }

    /** The one that runs this. */
    static Jdk running() {
        return new Jdk(System.getProperty("java.version"), Path.of(System.getProperty("java.home")));
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    private static List<Jdk> all() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return List.of(running());
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            Stream<Jdk> installed = homes.sorted().map(Jdk::in).flatMap(Optional::stream);
            return Stream.concat(Stream.of(running()), installed).toList();
        }
    }

    private static Optional<Jdk> in(Path home) {
        Path java = home.resolve("bin").resolve("java");
        return Files.isExecutable(java) ? version(home).map(version -> new Jdk(version, home)) : Optional.empty();
    }

    private static Optional<String> version(Path home) {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(release.getProperty("JAVA_VERSION")).map(version -> version.replace("\"", ""));
    }
}
