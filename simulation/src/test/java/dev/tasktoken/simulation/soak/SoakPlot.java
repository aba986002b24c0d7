package dev.tasktoken.simulation.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Four curves over the minutes, each from 0, as SVG. */
final class SoakPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 130;
    private static final int LEFT = 60;

    private final List<Sample> samples;
    private final double minutes;

    private SoakPlot(List<Sample> samples) {
        this.samples = samples;
        this.minutes = samples.get(samples.size() - 1).minute();
    }

    static String of(List<Sample> samples) {
        SoakPlot plot = new SoakPlot(samples);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s%s%s%s</svg>%n",
                WIDTH + 20,
                4 * HEIGHT + 10,
                plot.panel(0, "heap after a collection, MiB", Sample::heapMiB),
                plot.panel(1, "threads", Sample::threads),
                plot.panel(2, "sockets", Sample::sockets),
                plot.panel(3, "file handles", Sample::fileHandles));
    }

    private String panel(int row, String name, ToDoubleFunction<Sample> value) {
        double most = samples.stream().mapToDouble(value).max().orElse(1) * 1.2 + 1;
        int bottom = (row + 1) * HEIGHT - 20;
        String points = samples.stream()
                .map(s -> point(s.minute(), value.applyAsDouble(s) / most, bottom))
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s</text>%n<text x=\"5\" y=\"%d\">%.0f</text>%n<text x=\"%d\" y=\"%d\""
                        + " text-anchor=\"end\">%.0f min</text>%n<path d=\"M%d %dH%d\" stroke=\"#999\"/>%n"
                        + "<polyline points=\"%s\" fill=\"none\" stroke=\"#0b6\" stroke-width=\"1.5\"/>%n",
                LEFT,
                bottom - HEIGHT + 38,
                name,
                bottom - HEIGHT + 60,
                most,
                WIDTH,
                bottom + 15,
                minutes,
                LEFT,
                bottom,
                WIDTH,
                points);
    }

    private String point(double minute, double height, int bottom) {
        return String.format(
                Locale.ROOT, "%.1f,%.1f", LEFT + minute / minutes * (WIDTH - LEFT), bottom - height * (HEIGHT - 60));
    }
}
