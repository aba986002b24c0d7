package dev.tasktoken.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseSetTest {
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private ReleaseSet first;

    @BeforeEach
    void aFirstBuild() throws IOException {
        first = set("first", "core.jar", "abc", "core.pom", "<project/>");
    }

    @Test
    void acceptsTheSameBytes() throws IOException {
        ReleaseSet second = set("second", "core.jar", "abc", "core.pom", "<project/>");

        assertThatCode(() -> ReleaseProof.requireSame(first, second, folder)).doesNotThrowAnyException();
    }

    @Test
    void refusesOneOtherByteAndKeepsIt() throws IOException {
        ReleaseSet second = set("second", "core.jar", "abd", "core.pom", "<project/>");

        assertThatThrownBy(() -> ReleaseProof.requireSame(first, second, folder))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("core.jar")
                .hasMessageNotContaining("core.pom");
        assertThat(folder.resolve("second/core.jar")).hasContent("abd");
    }

    @Test
    void refusesAFileLessAndAFileMore() throws IOException {
        ReleaseSet second = set("second", "core.jar", "abc", "lint.jar", "abc");

        assertThat(first.differencesTo(second)).containsExactly("core.pom", "lint.jar");
    }

    @Test
    void writesChecksumsAsSha256sumDoes() throws IOException {
        ReleaseSet copy = first.copyTo(
                folder.resolve("release"), new TreeSet<>(first.files().keySet()));

        assertThat(copy.files()).hasSize(2);
        assertThat(Files.readString(folder.resolve("release/SHA256SUMS")))
                .startsWith(SHA_256_OF_ABC + "  core.jar\n")
                .isEqualTo(first.checksums());
    }

    @Test
    void missesAJarThatWasNotBuilt() throws IOException {
        Path module = folder.resolve("core");
        Files.writeString(Files.createDirectories(module.resolve("target")).resolve("tasktoken-core-1.0.0.jar"), "");

        assertThatThrownBy(() -> new PublishedModule("tasktoken-core", module).files("1.0.0"))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("tasktoken-core-1.0.0-sources.jar");
    }

    @Test
    void takesWhatIsAttachedButNotAnotherVersionsJars() throws IOException {
        Path target = Files.createDirectories(folder.resolve("core/target"));
        for (String ending : new String[] {".jar", "-sources.jar", "-javadoc.jar", "-lint.jar", "-SNAPSHOT.jar"}) {
            Files.writeString(target.resolve("tasktoken-core-1.0.0" + ending), "");
        }
        Files.writeString(target.resolve("tasktoken-core-1.0.0-cyclonedx.json"), "");
        Files.writeString(target.resolve("tasktoken-core-1.0.0-cyclonedx.xml"), "");

        assertThat(new PublishedModule("tasktoken-core", folder.resolve("core")).files("1.0.0"))
                .containsKeys("tasktoken-core-1.0.0-lint.jar", "tasktoken-core-1.0.0.pom")
                .doesNotContainKey("tasktoken-core-1.0.0-SNAPSHOT.jar")
                .hasSize(7);
    }

    /** Names and contents by turns. */
    private ReleaseSet set(String build, String... files) throws IOException {
        TreeMap<String, Path> paths = new TreeMap<>();
        Path target = Files.createDirectories(folder.resolve(build));
        for (int i = 0; i < files.length; i += 2) {
            paths.put(files[i], Files.writeString(target.resolve("of-" + files[i]), files[i + 1]));
        }
        return new ReleaseSet(paths);
    }
}
