package dev.tasktoken.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH round by round: each benchmark once, in a JVM of its own, then all of them again. A figure and what it is
 * divided by are thus measured minutes apart at most, not at the two ends of the run.
 *
 * <p>Of a round's iterations the fastest counts, since whatever else the machine does only adds.
 */
final class JmhRounds {
    private final Map<String, List<Sample>> samples = new HashMap<>();

    /** One benchmark in one round. */
    private record Sample(double micros, double bytes) {}

    static JmhRounds run(Form form, Class<?> benchmark, String methods, Map<String, String[]> params)
            throws RunnerException {
        JmhRounds rounds = new JmhRounds();
        for (int round = 1; round <= form.rounds; round++) {
            System.out.println(benchmark.getSimpleName() + ", round " + round + " of " + form.rounds);
            new Runner(options(form, benchmark, methods, params).build()).run().forEach(rounds::add);
        }
        return rounds;
    }

    /** Microseconds for one call, in each round. */
    double[] micros(String method, Object... params) {
        return all(method, params).stream().mapToDouble(Sample::micros).toArray();
    }

    /** Bytes allocated by one call, in each round. */
    double[] bytes(String method, Object... params) {
        return all(method, params).stream().mapToDouble(Sample::bytes).toArray();
    }

    private List<Sample> all(String method, Object... params) {
        List<Sample> found = samples.get(key(method, List.of(params)));
        if (found == null) {
            throw new IllegalArgumentException(
                    "Nothing was measured for " + key(method, List.of(params)) + ", only for " + samples.keySet());
        }
        return found;
    }

    private void add(RunResult run) {
        BenchmarkParams params = run.getParams();
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        List<String> values =
                params.getParamsKeys().stream().map(params::getParam).toList();
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            double micros = fork.getIterationResults().stream()
                    .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                    .min()
                    .orElseThrow();
            samples.computeIfAbsent(key(method, values), key -> new ArrayList<>())
                    .add(new Sample(micros, allocated(fork)));
        }
    }

    private static double allocated(BenchmarkResult fork) {
        return Objects.requireNonNull(fork.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
    }

    private static String key(String method, List<?> params) {
        return params.stream().map(Object::toString).collect(Collectors.joining(" ", method + " ", ""));
    }

    /** Lambda's own JVM collects serially, too; and one thread of garbage collection is one source of noise less. */
    private static ChainedOptionsBuilder options(
            Form form, Class<?> benchmark, String methods, Map<String, String[]> params) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmark.getSimpleName() + "\\.(" + methods + ")$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(form.warmups)
                .warmupTime(TimeValue.milliseconds(form.warmupMillis))
                .measurementIterations(form.iterations)
                .measurementTime(TimeValue.milliseconds(form.iterationMillis))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        params.forEach(options::param);
        return options;
    }
}
