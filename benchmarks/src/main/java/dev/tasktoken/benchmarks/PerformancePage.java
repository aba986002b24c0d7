package dev.tasktoken.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The page that the figures are kept in. What stands between {@code <!-- name -->} and {@code <!-- /name -->} is
 * written by the benchmarks, all else by people.
 *
 * @param file {@code docs/performance.md}
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
}
