package dev.tasktoken.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/performance.md and its pictures are those of the tables in README.md of this module. */
class FiguresTest {
    private static final Path DOCS = Path.of("../docs");

    private final Figures figures = new Figures(new PerformancePage(Path.of("README.md")));

    @Test
    void thePicturesAreThoseOfTheTables() throws IOException {
        assertThat(figures.pictures())
                .hasSize(4)
                .allSatisfy((name, svg) -> assertThat(DOCS.resolve(name)).hasContent(svg));
    }

    @Test
    void thePageShowsEveryPictureAndTheTable() throws IOException {
        String page = Files.readString(DOCS.resolve("performance.md"));

        assertThat(figures.pictures().keySet())
                .allSatisfy(name -> assertThat(page).contains("](" + name + ")"));
        assertThat(page).contains("<!-- summary -->\n" + String.join("\n", figures.summary()) + "\n<!-- /summary -->");
    }

    @Test
    void thePageIsShort() throws IOException {
        assertThat(Files.readAllLines(DOCS.resolve("performance.md"))).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void aBarIsAsLongAsItsValue() {
        BarChart chart = new BarChart(
                "a < b", List.of(new BarChart.Bar("half", 1, "1", true), new BarChart.Bar("whole", 2, "2", false)));

        assertThat(chart.svg())
                .contains("a &lt; b")
                .containsPattern("width=\"160.0\" height=\"18\" fill=\"#1d6fb8\"")
                .containsPattern("width=\"320.0\" height=\"18\" fill=\"#9aa3ad\"");
    }
}
