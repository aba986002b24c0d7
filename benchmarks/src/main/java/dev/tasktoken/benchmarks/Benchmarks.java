package dev.tasktoken.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.util.Version;

/**
 * Runs the benchmarks. The full form writes the tables into {@code benchmarks/README.md}, the figures of
 * {@code docs/performance.md}, and ends with exit code 1 if a goal was missed that the floor does not miss; the quick
 * form, in every build, only if one was missed grossly.
 */
public final class Benchmarks {
    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("typed-read", ReadingTables::typedRead);
        ALL.put("token-only", ReadingTables::tokenOnly);
        ALL.put("sns-in-sqs", ReadingTables::snsInSqs);
        ALL.put("lambda-event", ReadingTables::lambdaEvent);
        ALL.put("batch", BatchRoundTrips::measure);
        ALL.put("worker", WorkerThroughput::measure);
        ALL.put("growth", Growth::measure);
    }

    private Benchmarks() {}

    /** Measures one table's figures. */
    private interface Benchmark {
        Section measure(Form form) throws Exception;
    }

    /**
     * Runs them.
     *
     * @param args {@code quick}, or {@code full} and the page to write to; then the names of the tables to measure, all
     *     if there is none
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("jmh.ignoreLock", "true"); // another checkout may be building on this machine
        boolean full = args[0].equals("full");
        List<String> names = List.of(args).subList(full ? 2 : 1, args.length);
        List<Goal> failed = new ArrayList<>();
        for (String name : names.isEmpty() ? all(full) : names) {
            Section section = named(name).measure(full ? Form.FULL : Form.QUICK);
            if (full) {
                publish(section, new PerformancePage(Path.of(args[1])));
            }
            section.goals()
                    .forEach(goal -> System.out.println((goal.isReached() ? "  ok      " : "  missed  ") + goal));
            section.goals().stream()
                    .filter(goal -> full ? !goal.isReached() && !goal.isBeyondFloor() : goal.isGrosslyMissed())
                    .forEach(failed::add);
        }
        failed.forEach(goal -> System.err.println((full ? "Missed: " : "Grossly missed: ") + goal));
        System.exit(failed.isEmpty() ? 0 : 1); // the SDK's clients have threads of their own
    }

    /** A worker's throughput is a time in disguise, which a busy machine must not fail for. */
    private static List<String> all(boolean full) {
        return ALL.keySet().stream()
                .filter(name -> full || !name.equals("worker"))
                .toList();
    }

    private static Benchmark named(String name) {
        Benchmark benchmark = ALL.get(name);
        if (benchmark == null) {
            throw new IllegalArgumentException("There is no table " + name + ", only " + ALL.keySet());
        }
        return benchmark;
    }

    private static void publish(Section section, PerformancePage page) throws Exception {
        List<String> lines = new ArrayList<>(section.markdown());
        lines.add("");
        lines.add(Machine.describe(
                "powertools-serialization " + System.getProperty("benchmarks.powertools", "?"),
                "JMH " + Version.getPlainVersion()));
        lines.forEach(System.out::println);
        page.write(section.name(), lines);
        new Figures(page).write(page.file().resolveSibling("../docs"));
    }
}
