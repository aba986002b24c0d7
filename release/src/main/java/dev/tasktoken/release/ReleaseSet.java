package dev.tasktoken.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every file of a release, by its name. */
record ReleaseSet(SortedMap<String, Path> files) {

    /** What a build of the whole project left for publication. */
    static ReleaseSet of(Path root, String version) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        for (PublishedModule module : PublishedModule.all(root)) {
            files.putAll(module.files(version));
        }
        files.put("tasktoken-bom-" + version + ".pom", root.resolve("bom/.flattened-pom.xml"));
        String documentation = "tasktoken-" + version + "-javadoc.jar";
        files.put(documentation, root.resolve("release/target").resolve(documentation));
        return new ReleaseSet(files);
    }

    /** As {@code sha256sum} writes and checks it. */
    String checksums() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            lines.append(sha256(file.getValue()))
                    .append("  ")
                    .append(file.getKey())
                    .append('\n');
        }
        return lines.toString();
    }

    /** The names of the files that the other lacks, has besides, or has with other bytes. */
    SortedSet<String> differencesTo(ReleaseSet other) throws IOException {
        SortedSet<String> all = new TreeSet<>(files.keySet());
        all.addAll(other.files.keySet());
        SortedSet<String> differences = new TreeSet<>();
        for (String name : all) {
            if (!same(files.get(name), other.files.get(name))) {
                differences.add(name);
            }
        }
        return differences;
    }

    /** Copies the files that are named and there, with their checksums. */
    ReleaseSet copyTo(Path folder, SortedSet<String> names) throws IOException {
        Files.createDirectories(folder);
        SortedMap<String, Path> copies = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (names.contains(file.getKey())) {
                copies.put(file.getKey(), Files.copy(file.getValue(), folder.resolve(file.getKey())));
            }
        }
        ReleaseSet copy = new ReleaseSet(copies);
        Files.writeString(folder.resolve("SHA256SUMS"), copy.checksums());
        return copy;
    }

    private static boolean same(@Nullable Path one, @Nullable Path other) throws IOException {
        return one != null && other != null && Files.mismatch(one, other) < 0;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
