package dev.tasktoken.benchmarks.coldstart;

import dev.tasktoken.benchmarks.Figures;
import dev.tasktoken.benchmarks.Machine;
import dev.tasktoken.benchmarks.PerformancePage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures cold starts in processes of their own and writes the tables into {@code benchmarks/README.md} and the
 * figures of {@code docs/performance.md}. Ends with exit code 1 if the library's function surely takes too long beside
 * the one written by hand.
 *
 * <p>A part that this machine has no means for (a JDK that is not installed, control groups that nobody lets us make)
 * is skipped with a message, and its table left alone.
 */
public final class ColdStart {
    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("cold-start-17", (name, bench) -> new Comparison(bench).plain(name, 17));
        ALL.put("cold-start-17-appcds", (name, bench) -> new Comparison(bench).withAppCds(name, 17));
        ALL.put("cold-start-25", (name, bench) -> new Comparison(bench).plain(name, 25));
        ALL.put("cold-start-25-appcds", (name, bench) -> new Comparison(bench).withAppCds(name, 25));
        ALL.put("advice-http-client", (name, bench) -> new Advice(bench).httpClients(name, 17));
        ALL.put("advice-stream", (name, bench) -> new Advice(bench).streams(name, 17));
        ALL.put("advice-archive-17", (name, bench) -> new Advice(bench).archives(name, 17));
        ALL.put("advice-archive-25", (name, bench) -> new Advice(bench).archives(name, 25));
        ALL.put("advice-snapstart", (name, bench) -> new Advice(bench).snapStart(name, 17));
        ALL.put("advice-memory", (name, bench) -> new Advice(bench).memory(name, 17));
    }

    private ColdStart() {}

    /** Measures one table's figures. */
    private interface Measurement {
        Part measure(String name, Workbench bench) throws Exception;
    }

    /**
     * Measures.
     *
     * @param args the folder of the functions' modules; the folder for what processes write; how many pairs; the page
     *     to write to; then the names of the parts, all if there is none
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[1]));
        Workbench bench = new Workbench(Path.of(args[0]), work, Integer.parseInt(args[2]));
        PerformancePage page = new PerformancePage(Path.of(args[3]));
        List<String> names = List.of(args).subList(4, args.length);
        boolean missed = false;
        for (String name : names.isEmpty() ? ALL.keySet() : names) {
            try {
                Part part = measurement(name).measure(name, bench);
                publish(part, page);
                missed |= part.isMissed();
            } catch (Workbench.NotHere e) {
                System.out.println("Skipped " + name + ": " + e.getMessage());
            }
        }
        System.exit(missed ? 1 : 0);
    }

    private static Measurement measurement(String name) {
        Measurement measurement = ALL.get(name);
        if (measurement == null) {
            throw new IllegalArgumentException("There is no part '" + name + "', only " + ALL.keySet());
        }
        return measurement;
    }

    private static void publish(Part part, PerformancePage page) throws Exception {
        List<String> lines = new ArrayList<>(part.markdown());
        lines.add("");
        lines.add(Machine.describe());
        lines.forEach(System.out::println);
        page.write(part.name(), lines);
        new Figures(page).write(page.file().resolveSibling("../docs"));
    }
}
