package dev.tasktoken.benchmarks.coldstart;

import java.util.List;
import java.util.Locale;

/** A figure that was taken several times. */
record Spread(List<Double> values) {
    Spread {
        values = values.stream().sorted().toList();
    }

    double median() {
        return quantile(0.5);
    }

    private double quantile(double share) {
        double at = share * (values.size() - 1);
        int below = (int) at;
        int above = Math.min(below + 1, values.size() - 1);
        return values.get(below) + (at - below) * (values.get(above) - values.get(below));
    }

    /** The median, and the range of the middle half. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", median(), quantile(0.25), quantile(0.75));
    }
}
