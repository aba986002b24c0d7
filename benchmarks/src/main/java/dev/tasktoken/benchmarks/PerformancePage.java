package dev.tasktoken.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A page with figures. What stands between {@code <!-- name -->} and {@code <!-- /name -->} is written by the
 * benchmarks, all else by people.
 *
 * @param file {@code benchmarks/README.md} with all tables, or {@code docs/performance.md} with what users need
 */
public record PerformancePage(Path file) {

    /**
     * Replaces what stands between a name's markers.
     *
     * @param name of the markers
     * @param lines Markdown
     * @throws IOException if the page cannot be read or written
     * @throws IllegalStateException if the page has no such markers
     */
    public void write(String name, List<String> lines) throws IOException {
        String page = Files.readString(file);
        String begin = "<!-- " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- /" + name + " -->");
        if (from < 0 || to < from) {
            throw new IllegalStateException(file + " has no markers for " + name);
        }
        String text = String.join("\n", lines);
        Files.writeString(file, page.substring(0, from + begin.length()) + text + "\n" + page.substring(to));
    }

    /**
     * Reads the table between a name's markers.
     *
     * @param name of the markers
     * @return the cells of its rows, without the header
     * @throws IOException if the page cannot be read
     */
    public List<List<String>> rows(String name) throws IOException {
        String page = Files.readString(file);
        int from = page.indexOf("<!-- " + name + " -->");
        int to = page.indexOf("<!-- /" + name + " -->");
        if (from < 0 || to < from) {
            throw new IllegalStateException(file + " has no markers for " + name);
        }
        return page.substring(from, to)
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(PerformancePage::cells)
                .toList();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(2, line.length() - 2).split(" \\| ", -1))
                .toList();
    }
}
