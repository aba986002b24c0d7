package dev.tasktoken.examples.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Events in the order of their times. */
final class Timeline {
    private final List<Line> lines = new ArrayList<>();

    private record Line(Instant at, String text) {}

    void add(Instant at, String text) {
        lines.add(new Line(at, text));
    }

    /** Prints the lines in the order of their times, which are shown from the first on. */
    void print(PrintStream out, String title) {
        out.println();
        out.println(title);
        lines.sort(Comparator.comparing(Line::at));
        for (Line line : lines) {
            Text.print(out, "  " + since(lines.get(0).at(), line.at()) + "  ", line.text());
        }
    }

    private static String since(Instant start, Instant at) {
        Duration passed = Duration.between(start, at);
        return passed.toDays() > 0
                ? String.format(Locale.ROOT, "%+7d d", passed.toDays())
                : String.format(Locale.ROOT, "%+7.3f s", passed.toNanos() / 1e9);
    }
}
