package dev.tasktoken.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void bothFormsOfTheTypedReadGiveTheSameFigures(@TempDir Path folder) throws IOException {
        String row =
                "| 1.5 KB, flat | last | 8.00 (7.90 to 8.10) | 0.75 (0.74 to 0.76) | 0.56 | 1.20 | 0.90 | 1.50 | 1.14"
                        + " | 1.00 |";
        String oldRow = "| 1.5 KB, flat | last | 4.00 (3.90 to 4.10) | 1.50 (1.49 to 1.51) | 1.14 | 1.3333333 | 0.56"
                + " | 0.49 | 2.40 | 1.80 | 1.25 | 1.00 |";

        Figures now = withTypedRead(folder, row);
        List<String> summary = now.summary();
        String picture = now.pictures().get("performance-reading.svg");
        Figures before = withTypedRead(folder, oldRow);

        assertThat(summary).contains("| typed read of 1.5 KB | 8.0 µs | 6.0 µs |");
        assertThat(picture).contains(">2.00<", ">1.50<", ">1.80<");
        assertThat(before.summary()).isEqualTo(summary);
        assertThat(before.pictures()).containsEntry("performance-reading.svg", picture);
    }

    private static Figures withTypedRead(Path folder, String row) throws IOException {
        Path readme = folder.resolve("README.md");
        Files.writeString(readme, Files.readString(Path.of("README.md")));
        PerformancePage page = new PerformancePage(readme);
        page.write("typed-read", List.of("| body | token |", "| --- | --- |", row));
        return new Figures(page);
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
