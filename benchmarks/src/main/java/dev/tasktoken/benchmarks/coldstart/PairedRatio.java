package dev.tasktoken.benchmarks.coldstart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How many times as much one takes as another, from pairs that were taken one right after the other.
 *
 * <p>The estimate is the geometric mean of the pairs' ratios. The interval is a percentile bootstrap over the pairs: it
 * takes as many pairs as there are, with repetition, many times over, and leaves out the outer 2.5 % of the means at
 * either end. It supposes no distribution (start times have long tails), only that pairs do not depend on each other.
 *
 * @param estimate the geometric mean
 * @param low where the 95 % interval begins
 * @param high where it ends
 */
record PairedRatio(double estimate, double low, double high) {
    private static final int RESAMPLES = 20_000;
    private static final double OUTER = 0.025;

    /** The same pairs always give the same interval. */
    private static final long SEED = 7;

    static PairedRatio of(List<Double> ones, List<Double> others) {
        if (ones.size() != others.size() || ones.isEmpty()) {
            throw new IllegalArgumentException("Not pairs: " + ones.size() + " and " + others.size());
        }
        double[] logs = new double[ones.size()];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(ones.get(i) / others.get(i));
        }
        double[] means = resampledMeans(logs);
        return new PairedRatio(
                Math.exp(Arrays.stream(logs).average().orElseThrow()),
                Math.exp(means[(int) (OUTER * RESAMPLES)]),
                Math.exp(means[(int) ((1 - OUTER) * RESAMPLES)]));
    }

    private static double[] resampledMeans(double[] logs) {
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < logs.length; j++) {
                sum += logs[random.nextInt(logs.length)];
            }
            means[i] = sum / logs.length;
        }
        Arrays.sort(means);
        return means;
    }

    /** Whether even the best that the pairs allow for is more than this. */
    boolean isSurelyAbove(double limit) {
        return low > limit;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", estimate, low, high);
    }
}
