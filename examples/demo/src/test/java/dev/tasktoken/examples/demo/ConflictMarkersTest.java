package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A merge that was not finished leaves its marks in texts that no compiler reads. No file of the project has them. */
class ConflictMarkersTest {
    private static final Pattern MARKER = Pattern.compile("^(?:<{7}|>{7}|\\|{7})(?: |$)", Pattern.MULTILINE);
    private static final Set<String> NOT_TRACKED = Set.of(".git", "target", ".idea");
    private static final int MAX_LENGTH = 1 << 20;

    @Test
    void noFileOfTheProjectHasAny() throws IOException {
        List<Path> files = files();

        assertThat(files)
                .contains(ProjectFiles.ROOT.resolve("CHANGELOG.md"), ProjectFiles.ROOT.resolve("core/pom.xml"))
                .filteredOn(file -> hasMarker(text(file)))
                .isEmpty();
    }

    @Test
    void findsEachOfThemAtTheStartOfALine() {
        assertThat(List.of("<", ">", "|"))
                .allSatisfy(mark -> assertThat(hasMarker("text\n" + mark.repeat(7) + " main\ntext"))
                        .isTrue());
        assertThat(hasMarker("a table | with ||||||| or <<<<<<< in a line, or a heading\n=======\n"))
                .isFalse();
    }

    private static boolean hasMarker(String text) {
        return MARKER.matcher(text).find();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ProjectFiles.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_TRACKED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() <= MAX_LENGTH) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
