package dev.tasktoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondBuildTest {
    @TempDir
    Path root;

    @Test
    void copiesSourcesAndNothingThatABuildMade() throws IOException {
        write("core/src/main/java/A.java");
        write("core/target/classes/A.class");
        write(".mvn/jvm.config");
        write(".git/HEAD");
        write("bom/.flattened-pom.xml");

        try (SecondBuild build = SecondBuild.copyOf(root)) {
            assertThat(build.folder().resolve("core/src/main/java/A.java")).exists();
            assertThat(build.folder().resolve(".mvn/jvm.config")).exists();
            assertThat(build.folder().resolve("core/target")).doesNotExist();
            assertThat(build.folder().resolve(".git")).doesNotExist();
            assertThat(build.folder().resolve("bom/.flattened-pom.xml")).doesNotExist();
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        write("core/src/main/java/A.java");
        SecondBuild build = SecondBuild.copyOf(root);

        build.close();

        assertThat(build.folder()).doesNotExist();
    }

    private void write(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
    }
}
