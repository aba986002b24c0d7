package dev.tasktoken.benchmarks.coldstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user of the library can do about the time that a cold start takes, with the library's function. */
final class Advice {
    static final String STREAMED = "dev.tasktoken.benchmarks.library.StreamPaymentHandler";
    static final String PRIMED = "dev.tasktoken.examples.payment.PrimedPaymentHandler";

    /**
     * Where {@code org.crac} finds Lambda's own implementation, as on Lambda (inferred: the property is not
     * documented).
     */
    static final String CRAC = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    private static final List<Integer> MEGABYTES = List.of(512, 1024, 1769, 3538);

    private final Workbench bench;

    Advice(Workbench bench) {
        this.bench = bench;
    }

    /** The HTTP client on the class path. */
    Part httpClients(String name, int feature) throws Exception {
        Surroundings surroundings = bench.on(feature);
        List<Contender> contenders = new ArrayList<>();
        for (HttpClientChoice client :
                List.of(HttpClientChoice.CRT, HttpClientChoice.APACHE5, HttpClientChoice.URL_CONNECTION)) {
            contenders.add(new Contender(client.label(), bench.library(client), surroundings));
        }
        Experiment starts = run(contenders);
        return part(name, "HTTP client, JDK " + feature, starts, "From the start of the process, over plain HTTP.");
    }

    /** The event read off Lambda's stream, or made an object by Lambda's own serialization. */
    Part streams(String name, int feature) throws Exception {
        Surroundings surroundings = bench.on(feature);
        DeployedFunction function = bench.library(HttpClientChoice.URL_CONNECTION);
        DeployedFunction byHand = bench.byHand(HttpClientChoice.URL_CONNECTION);
        Experiment starts = run(List.of(
                new Contender("SqsStreamHandler", function.handledBy("streamed", STREAMED), surroundings),
                new Contender("SqsEvents", function, surroundings),
                new Contender("by hand", byHand, surroundings)));
        return part(name, "Event, JDK " + feature, starts, "From the start of the process.");
    }

    /** Class archives. */
    Part archives(String name, int feature) throws Exception {
        Surroundings surroundings = bench.on(feature);
        DeployedFunction function = bench.library(HttpClientChoice.URL_CONNECTION);
        List<Contender> contenders = new ArrayList<>();
        if (feature >= 25) {
            contenders.add(new Contender(
                    "AOT cache (`-XX:AOTCache`)", function, bench.archives().aotCache(function, surroundings)));
        }
        contenders.add(new Contender(
                "AppCDS (`-XX:SharedArchiveFile`)", function, bench.archives().appCds(function, surroundings)));
        contenders.add(new Contender("neither", function, surroundings));
        return part(name, "Class archive, JDK " + feature, run(contenders), "From the start of the process.");
    }

    /** A snapshot of the initialised function, with a hook that goes through everything once and without. */
    Part snapStart(String name, int feature) throws Exception {
        DeployedFunction function = bench.library(HttpClientChoice.URL_CONNECTION);
        Surroundings process = bench.on(feature);
        Surroundings snapshot = process.snapStart().with(CRAC);
        Experiment starts = run(List.of(
                new Contender("SnapStart, priming hook", function.handledBy("primed", PRIMED), snapshot),
                new Contender("SnapStart", function, snapshot),
                new Contender("no SnapStart", function, process)));
        return part(
                name,
                "JDK " + feature,
                starts,
                "From the release of the process that waits for its snapshot, or from the start of the process. The"
                        + " process is kept, not restored: what Lambda takes to restore a snapshot comes on top.");
    }

    /** Memory sizes, by the processor share that comes with them. */
    Part memory(String name, int feature) throws Exception {
        DeployedFunction function = bench.library(HttpClientChoice.URL_CONNECTION);
        List<CpuShare> shares = new ArrayList<>();
        List<Contender> contenders = new ArrayList<>();
        try {
            for (int megabytes : MEGABYTES) {
                CpuShare share = CpuShare.ofMemory(megabytes)
                        .orElseThrow(() -> new Workbench.NotHere(
                                "no control group for processor shares (version 1) can be made here"));
                shares.add(share);
                Surroundings surroundings =
                        bench.on(feature).startedBy(share.launcher()).with("-XX:ActiveProcessorCount=2");
                contenders.add(new Contender(megabytes + " MB", function, surroundings));
            }
            return part(
                    name,
                    "Memory size, JDK " + feature,
                    run(contenders),
                    "Only the processor share of the size is emulated (1,769 MB are one processor), from the start of"
                            + " the process on. Lambda lends small functions more of it until they ask for their first"
                            + " event, so theirs start faster than here.");
        } finally {
            for (CpuShare share : shares) {
                share.close();
            }
        }
    }

    private Experiment run(List<Contender> contenders) throws Exception {
        return new Experiment(contenders).run(bench.coldStarts(), bench.rounds());
    }

    private static Part part(String name, String title, Experiment starts, String note) throws Exception {
        int last = starts.contenders().size() - 1;
        String baseline = starts.contenders().get(last).name();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(title, "ms to the answer", "times \"" + baseline + "\"", "processor ms", "jar bytes"));
        for (int place = 0; place <= last; place++) {
            Contender contender = starts.contenders().get(place);
            rows.add(List.of(
                    contender.name(),
                    starts.wallMillis(place).toString(),
                    place == last ? "1" : starts.wallRatio(place).toString(),
                    starts.cpuMillis(place).toString(),
                    String.format(Locale.ROOT, "%,d", contender.function().bytes())));
        }
        return new Part(name, rows, note, false);
    }
}
