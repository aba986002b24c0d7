package dev.tasktoken.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A build of the published modules in a fresh copy of the project: in another folder, time zone and language, at
 * another time, several modules at once, without what leaves no trace in a jar (tests and the other gates).
 */
final class SecondBuild implements AutoCloseable {
    /** What a build makes, and what it does not read. */
    private static final Set<String> NOT_COPIED = Set.of("target", ".git", ".flattened-pom.xml");

    private static final List<String> ARGUMENTS = List.of(
            "-B",
            "-ntp",
            "-Dmaven.legacyLocalRepo=true", // what the first build fetched will do, whichever mirror it came from
            "-T2",
            "-Prelease",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true",
            "-Denforcer.skip=true",
            "-Djacoco.skip=true",
            "-Djapicmp.skip=true",
            "-pl",
            "bom,release",
            "-am",
            "package");

    private final Path folder;

    private SecondBuild(Path folder) {
        this.folder = folder;
    }

    /** Copies the project below the folder of temporary files. */
    static SecondBuild copyOf(Path root) throws IOException {
        Path folder = Files.createTempDirectory("tasktoken-second-build-");
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (NOT_COPIED.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(folder.resolve(root.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_COPIED.contains(file.getFileName().toString())) {
                    Files.copy(file, folder.resolve(root.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new SecondBuild(folder);
    }

    Path folder() {
        return folder;
    }

    /**
     * Runs it.
     *
     * @param maven the home of the Maven to build with
     * @param localRepository where its plugins and dependencies are
     * @throws ReleaseException if the build fails
     */
    void run(Path maven, Path localRepository, String version, Path log) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(
                List.of(maven.resolve(windows ? "bin/mvn.cmd" : "bin/mvn").toString()));
        command.addAll(ARGUMENTS);
        command.add("-Dmaven.repo.local=" + localRepository);
        command.add("-Drevision=" + version);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TZ", "Pacific/Kiritimati");
        builder.environment().merge("MAVEN_OPTS", "-Duser.language=tr -Duser.country=TR", (a, b) -> a + " " + b);
        if (builder.start().waitFor() != 0) {
            throw new ReleaseException("the second build failed, see " + log + "\n" + end(log));
        }
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** Deletes the copy. */
    @Override
    public void close() throws IOException {
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(SecondBuild::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
