package dev.tasktoken.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
    @TempDir
    Path folder;

    @Test
    void replacesOnlyWhatStandsBetweenTheMarkers() throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), "Before\n<!-- a -->\nold\n<!-- /a -->\nAfter\n");

        new PerformancePage(file).write("a", List.of("new", "lines"));

        assertThat(file).hasContent("Before\n<!-- a -->\nnew\nlines\n<!-- /a -->\nAfter\n");
    }

    @Test
    void refusesAPageWithoutTheMarkers() throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), "<!-- /a -->\n<!-- a -->\n");
        PerformancePage page = new PerformancePage(file);

        assertThatThrownBy(() -> page.write("a", List.of())).isInstanceOf(IllegalStateException.class);
    }
}
