package dev.tasktoken.benchmarks;

import java.util.function.Supplier;

/** Times what is too long for JMH or wants one warm JVM; of several runs the fastest counts. */
final class Stopwatch {
    private static final long QUICK_NANOS = 300_000_000;
    private static final long FULL_NANOS = 1_000_000_000;

    /** Keeps what is timed from being optimised away. */
    static volatile int sink;

    private Stopwatch() {}

    /** For doing the work so many times. */
    static double nanos(Form form, int times, Supplier<Object> work) {
        long end = System.nanoTime() + (form == Form.QUICK ? QUICK_NANOS : FULL_NANOS);
        long least = Long.MAX_VALUE;
        do {
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                sink = System.identityHashCode(work.get());
            }
            least = Math.min(least, System.nanoTime() - begin);
        } while (System.nanoTime() < end);
        return least;
    }
}
