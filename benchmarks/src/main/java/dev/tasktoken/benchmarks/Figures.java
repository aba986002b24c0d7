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

/**
 * The pictures and the table of {@code docs/performance.md}, made of the tables that the benchmarks write.
 *
 * @param results the page with those tables
 */
public record Figures(PerformancePage results) {
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
        for (Reading body : flatBodies()) {
            lines.add("| typed read of " + body.size() + " | " + micros(body.byHand()) + " | " + micros(body.ours())
                    + " |");
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
        for (Reading body : flatBodies()) {
            bars.add(ratio(body.size() + ": readTree, treeToValue by hand", body.byHand() / body.bare(), false));
            bars.add(ratio(body.size() + ": tasktoken, reader.read", body.ours() / body.bare(), true));
            bars.add(ratio(body.size() + ": tasktoken, a whole processor", body.processor() / body.bare(), true));
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
        List<Bar> bars = new ArrayList<>();
        for (List<String> row : results.rows("worker")) {
            double perSecond = number(row.get(1));
            bars.add(new Bar(row.get(0), perSecond, whole(perSecond), row.get(0).equals("SqsWorker")));
        }
        return new BarChart("50 handlers, 20 ms of work, 20 ms a call: messages a second (more is better)", bars);
    }

    /** Without an envelope, the token last: what a definition usually sends. */
    private List<Reading> flatBodies() throws IOException {
        return results.rows("typed-read").stream()
                .filter(row -> row.get(0).endsWith(", flat") && row.get(1).equals("last"))
                .map(Reading::of)
                .toList();
    }

    /**
     * What one body took, in µs.
     *
     * @param size of the body
     * @param bare with {@code readValue} alone
     * @param byHand with {@code readTree} and {@code treeToValue}
     * @param ours with {@code reader.read}
     * @param processor with everything that a processor does
     */
    private record Reading(String size, double bare, double byHand, double ours, double processor) {
        /** In the table as it was when its ratios were to bare {@code readValue}; now they are to by hand. */
        private static final int OLD_COLUMNS = 12;

        static Reading of(List<String> row) {
            String size = row.get(0).replace(", flat", "");
            if (row.size() == OLD_COLUMNS) {
                double bare = number(row.get(2));
                double ours = bare * number(row.get(3));
                return new Reading(size, bare, ours * number(row.get(5)), ours, bare * number(row.get(9)));
            }
            double byHand = number(row.get(2));
            double ours = byHand * number(row.get(3));
            return new Reading(size, ours / number(row.get(7)), byHand, ours, byHand * number(row.get(6)));
        }
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
