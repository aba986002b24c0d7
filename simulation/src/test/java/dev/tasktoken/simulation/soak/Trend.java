package dev.tasktoken.simulation.soak;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The means of the second and the last third of a run: what leaks is larger in the last. */
final class Trend {
    private Trend() {}

    static String of(List<Sample> samples) {
        return line("heap, MiB", samples, Sample::heapMiB)
                + line("threads", samples, Sample::threads)
                + line("sockets", samples, Sample::sockets)
                + line("file handles", samples, Sample::fileHandles);
    }

    private static String line(String name, List<Sample> samples, ToDoubleFunction<Sample> value) {
        int third = samples.size() / 3;
        return String.format(
                "%-13s %.1f in the second third, %.1f in the last, %.1f at most%n",
                name,
                mean(samples.subList(third, 2 * third), value),
                mean(samples.subList(2 * third, samples.size()), value),
                samples.stream().mapToDouble(value).max().orElse(0));
    }

    private static double mean(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).average().orElse(0);
    }
}
