package dev.tasktoken.benchmarks.workflows;

import dev.tasktoken.benchmarks.Machine;
import dev.tasktoken.benchmarks.PerformancePage;
import dev.tasktoken.benchmarks.Spread;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures LocalStepFunctions in processes that take turns, round by round: this version, and an older one if its jar
 * is given. Writes the table {@code workflows} of {@code benchmarks/README.md}.
 */
public final class WorkflowTable {
    static final String RESULT = "result ";

    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("clients", "the SDK's clients and ElasticMQ, 2 threads: executions a second");
        PARTS.put("tokens", "a test's threads and the client, 8 threads: executions a second");
        PARTS.put("inside", "without HTTP, 8 at once: executions a second");
        PARTS.put("start", "start in a warm JVM, ms");
        PARTS.put("test-class", "50 executions in a new JVM, s");
    }

    private final String before;
    private final Map<String, List<double[]>> figures = new LinkedHashMap<>();

    private WorkflowTable(String before) {
        this.before = before;
    }

    /**
     * Measures and writes.
     *
     * @param args the page, the number of rounds, and the older jar or nothing
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] args) throws Exception {
        WorkflowTable table = new WorkflowTable(args.length > 2 ? args[2] : "");
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
            for (String part : PARTS.keySet()) {
                table.measure(part);
            }
        }
        List<String> lines = table.lines();
        lines.forEach(System.out::println);
        new PerformancePage(Path.of(args[0])).write("workflows", lines);
    }

    private void measure(String part) throws Exception {
        if (!before.isEmpty()) {
            add(part + " before", run(part, olderClassPath()));
        }
        add(part, run(part, classPath()));
    }

    private void add(String key, double[] measured) {
        System.out.println(key + ": " + measured[0] + ", " + measured[1] + " µs");
        figures.computeIfAbsent(key, name -> new ArrayList<>()).add(measured);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "| | before | now | now / before | our own threads, µs for an execution: before | now | before / now |",
                "| --- | --- | --- | --- | --- | --- | --- |"));
        PARTS.forEach(
                (part, title) -> lines.add("| " + title + " | " + cells(part, 0) + " | " + cells(part, 1) + " |"));
        lines.add("");
        lines.add(Machine.describe());
        return lines;
    }

    /** Before, now and their ratio, which is above 1 for less of the second figure. */
    private String cells(String part, int figure) {
        double[] now = figures(part, figure);
        double[] older = figures(part + " before", figure);
        if (now[0] == 0) {
            return "– | – | –";
        }
        if (older.length == 0) {
            return "– | " + Spread.of(now) + " | –";
        }
        Spread ratio = figure == 0 ? Spread.ofRatios(now, older) : Spread.ofRatios(older, now);
        return Spread.of(older) + " | " + Spread.of(now) + " | " + ratio;
    }

    private double[] figures(String key, int figure) {
        return figures.getOrDefault(key, List.of()).stream()
                .mapToDouble(measured -> measured[figure])
                .toArray();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private String olderClassPath() {
        return Stream.of(classPath().split(File.pathSeparator, -1))
                .map(entry -> entry.contains("testkit") ? before : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static double[] run(String part, String classPath) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        classPath,
                        WorkflowRun.class.getName(),
                        part)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(part + " failed: " + output);
        }
        String line = output.lines()
                .filter(text -> text.startsWith(RESULT))
                .findFirst()
                .orElseThrow();
        return Stream.of(line.substring(RESULT.length()).split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
