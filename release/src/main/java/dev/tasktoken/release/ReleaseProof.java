package dev.tasktoken.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects the files to publish, makes them a second time, and fails unless every byte is the same. */
public final class ReleaseProof {
    private ReleaseProof() {}

    /**
     * Leaves the files and {@code SHA256SUMS} in {@code release/target/release}, and in {@code release/target/second}
     * those that came out otherwise.
     *
     * @param args the project's root, its version, the home of Maven, the local repository
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the second build is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            prove(Path.of(args[0]).toRealPath(), args[1], Path.of(args[2]), Path.of(args[3]));
        } catch (ReleaseException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void prove(Path root, String version, Path maven, Path localRepository)
            throws IOException, InterruptedException {
        Path target = root.resolve("release/target");
        SecondBuild.delete(target.resolve("release"));
        SecondBuild.delete(target.resolve("second"));
        ReleaseSet built = ReleaseSet.of(root, version);
        ReleaseSet first = built.copyTo(
                target.resolve("release"), new TreeSet<>(built.files().keySet()));
        System.out.println("Building the release of " + version + " a second time");
        try (SecondBuild build = SecondBuild.copyOf(root)) {
            build.run(maven, localRepository, version, target.resolve("second-build.log"));
            requireSame(first, ReleaseSet.of(build.folder(), version), target);
        }
        System.out.println("Two builds, the same " + first.files().size() + " files, byte by byte, now in "
                + target.resolve("release") + ":");
        System.out.print(first.checksums());
    }

    static void requireSame(ReleaseSet first, ReleaseSet second, Path target) throws IOException {
        SortedSet<String> differences = first.differencesTo(second);
        if (!differences.isEmpty()) {
            second.copyTo(target.resolve("second"), differences);
            throw new ReleaseException("The second build made other bytes (see " + target.resolve("second") + ") of:\n"
                    + String.join("\n", differences));
        }
    }
}
