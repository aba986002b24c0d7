package dev.tasktoken.benchmarks;

import dev.tasktoken.benchmarks.BarChart.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pictures and the table of {@code docs/performance.md}, made of the tables that the benchmarks write.
 *
 * @param results the page with those tables
 */
public record Figures(PerformancePage results) {
    private static final Pattern BOUND = Pattern.compile("bound of (\\d+) messages");

    /**
     * Writes the pictures and the table.
     *
     * @param docs the folder of {@code performance.md}
     * @throws IOException if something cannot be read or written
     */
    public void write(Path docs) throws IOException {
        for (Map.Entry<String, String> picture : pictures().entrySet()) {
            Files.writeString(docs.resolve(picture.getKey()), picture.getValue());
        }
        new PerformancePage(docs.resolve("performance.md")).write("summary", summary());
    }

    /** The pictures by the names of their files. */
    Map<String, String> pictures() throws IOException {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("performance-cold-start.svg", coldStart().svg());
        pictures.put("performance-reading.svg", reading().svg());
        pictures.put("performance-batch.svg", batch().svg());
        pictures.put("performance-worker.svg", worker().svg());
        return pictures;
    }

    /** The lines of the table. */
    List<String> summary() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| | by hand | tasktoken |", "| --- | --- | --- |"));
        for (String jdk : List.of("17", "25")) {
            List<List<String>> start = results.rows("cold-start-" + jdk);
            lines.add("| cold start of a function, JDK " + jdk + " | " + millis(start, "by hand") + " | "
                    + millis(start, "tasktoken") + " |");
        }
        for (List<String> row : flatBodies()) {
            double ours = number(row.get(2)) * number(row.get(3));
            lines.add("| typed read of " + row.get(0).replace(", flat", "") + " | " + micros(ours * number(row.get(5)))
                    + " | " + micros(ours) + " |");
        }
        List<List<String>> batch = results.rows("batch");
        lines.add("| ten records with an executor, in round trips | "
                + plain(batch.get(0).get(1)) + " | " + plain(batch.get(2).get(1)) + " |");
        return lines;
    }

    private BarChart coldStart() throws IOException {
        List<Bar> bars = new ArrayList<>();
        add(bars, "by hand, JDK 17", "cold-start-17", "by hand");
        add(bars, "tasktoken, JDK 17", "cold-start-17", "tasktoken");
        add(bars, "tasktoken, SqsStreamHandler", "advice-stream", "SqsStreamHandler");
        add(bars, "by hand, AppCDS", "cold-start-17-appcds", "by hand");
        add(bars, "tasktoken, AppCDS", "cold-start-17-appcds", "tasktoken");
        add(bars, "tasktoken, AOT cache, JDK 25", "advice-archive-25", "AOT cache (`-XX:AOTCache`)");
        add(bars, "tasktoken, SnapStart with a priming hook", "advice-snapstart", "SnapStart, priming hook");
        return new BarChart("Cold start: ms from the start of the process to the answer (less is better)", bars);
    }

    private BarChart reading() throws IOException {
        List<Bar> bars = new ArrayList<>();
        for (List<String> row : flatBodies()) {
            String size = row.get(0).replace(", flat", "");
            double ours = number(row.get(3));
            bars.add(ratio(size + ": readTree, treeToValue by hand", ours * number(row.get(5)), false));
            bars.add(ratio(size + ": tasktoken, reader.read", ours, true));
            bars.add(ratio(size + ": tasktoken, a whole processor", number(row.get(9)), true));
        }
        return new BarChart("Token and typed payload: time, bare readValue being 1 (less is better)", bars);
    }

    private BarChart batch() throws IOException {
        List<List<String>> rows = results.rows("batch");
        return new BarChart(
                "Ten records, 20 ms a call: round trips (less is better)",
                List.of(
                        of("by hand, one after the other", rows.get(0), false),
                        of("tasktoken, one after the other", rows.get(1), true),
                        of("tasktoken, with an executor", rows.get(2), true)));
    }

    private BarChart worker() throws IOException {
        List<String> row = results.rows("worker").get(0);
        Matcher bound = BOUND.matcher(row.get(0));
        if (!bound.find()) {
            throw new IllegalStateException("The table worker names no bound");
        }
        double most = Double.parseDouble(bound.group(1));
        double reached = most * number(row.get(1));
        return new BarChart(
                "50 handlers, 20 ms of work, 20 ms a call: messages a second (more is better)",
                List.of(
                        new Bar("what the delays allow", most, whole(most), false),
                        new Bar("SqsWorker", reached, whole(reached), true)));
    }

    /** Without an envelope, the token last: what a definition usually sends. */
    private List<List<String>> flatBodies() throws IOException {
        return results.rows("typed-read").stream()
                .filter(row -> row.get(0).endsWith(", flat") && row.get(1).equals("last"))
                .toList();
    }

    private void add(List<Bar> bars, String label, String table, String row) throws IOException {
        double millis = number(cell(results.rows(table), row));
        bars.add(new Bar(label, millis, whole(millis), label.startsWith("tasktoken")));
    }

    private static String millis(List<List<String>> rows, String row) {
        return whole(number(cell(rows, row))) + " ms";
    }

    private static String cell(List<List<String>> rows, String row) {
        return rows.stream()
                .filter(cells -> cells.get(0).equals(row))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no row " + row))
                .get(1);
    }

    private static Bar ratio(String label, double value, boolean isOurs) {
        return new Bar(label, value, String.format(Locale.ROOT, "%.2f", value), isOurs);
    }

    private static Bar of(String label, List<String> row, boolean isOurs) {
        return new Bar(label, number(row.get(1)), plain(row.get(1)), isOurs);
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%,.1f µs" : "%,.0f µs", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** The median of {@code 1.07 (1.05 to 1.10)}. */
    private static String plain(String cell) {
        int range = cell.indexOf(" (");
        return range < 0 ? cell : cell.substring(0, range);
    }

    private static double number(String cell) {
        return Double.parseDouble(plain(cell).replace(",", ""));
    }
}
