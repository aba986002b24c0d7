package dev.tasktoken.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A figure that was measured in several rounds: the median, and between what it lay.
 *
 * @param median of the rounds
 * @param least of the rounds
 * @param most of the rounds
 */
public record Spread(double median, double least, double most) {

    /**
     * Sums up rounds.
     *
     * @param rounds a figure for each round, at least one
     * @return median, least and most
     */
    public static Spread of(double... rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /**
     * Divides round by round, so that what slowed the machine in one round is in both.
     *
     * @param ours a figure for each round
     * @param theirs as many
     * @return what the quotients spread over
     */
    public static Spread ofRatios(double[] ours, double[] theirs) {
        return of(IntStream.range(0, ours.length)
                .mapToDouble(i -> ours[i] / theirs[i])
                .toArray());
    }

    /** {@code 1.07 (1.05 to 1.10)}, for a table. */
    @Override
    public String toString() {
        return least == most ? number(median) : number(median) + " (" + number(least) + " to " + number(most) + ")";
    }

    private static String number(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
