package dev.tasktoken.benchmarks.coldstart;

import java.util.List;
import java.util.Locale;

/** The library beside the same function written by hand: what must be reached. */
final class Comparison {
    /** How many times as long a start may take. */
    private static final double LIMIT = 1.05;

    private final Workbench bench;

    Comparison(Workbench bench) {
        this.bench = bench;
    }

    Part plain(String name, int feature) throws Exception {
        return compare(name, "JDK " + feature, bench.on(feature), false);
    }

    Part withAppCds(String name, int feature) throws Exception {
        return compare(name, "JDK " + feature + ", AppCDS", bench.on(feature), true);
    }

    private Part compare(String name, String title, Surroundings surroundings, boolean archived) throws Exception {
        DeployedFunction library = bench.library(HttpClientChoice.URL_CONNECTION);
        DeployedFunction byHand = bench.byHand(HttpClientChoice.URL_CONNECTION);
        Experiment pairs = new Experiment(
                        List.of(contender(library, surroundings, archived), contender(byHand, surroundings, archived)))
                .run(bench.coldStarts(), bench.rounds());
        PairedRatio ratio = pairs.wallRatio(0);
        boolean missed = ratio.isSurelyAbove(LIMIT);
        String verdict = String.format(
                Locale.ROOT,
                "%s, %d pairs: %s times as long as by hand (%s times the processor time); wanted at most %.2f: %s.",
                title,
                bench.rounds(),
                ratio,
                pairs.cpuRatio(0),
                LIMIT,
                missed ? "missed" : ratio.estimate() > LIMIT ? "undecided" : "reached");
        return new Part(
                name,
                List.of(
                        List.of(title, "ms to the answer", "processor ms", "classes loaded", "jars", "jar bytes"),
                        row(pairs, 0),
                        row(pairs, 1)),
                verdict,
                missed);
    }

    private Contender contender(DeployedFunction function, Surroundings surroundings, boolean archived)
            throws Exception {
        return new Contender(
                function.name(), function, archived ? bench.archives().appCds(function, surroundings) : surroundings);
    }

    private List<String> row(Experiment pairs, int place) throws Exception {
        Contender contender = pairs.contenders().get(place);
        DeployedFunction function = contender.function();
        return List.of(
                contender.name(),
                pairs.wallMillis(place).toString(),
                pairs.cpuMillis(place).toString(),
                grouped(bench.classesLoaded(contender)),
                grouped(function.jars().size()),
                grouped(function.bytes()));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
