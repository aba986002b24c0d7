package dev.tasktoken.benchmarks;

/** Runs the benchmarks. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param args {@code quick} or {@code full}
     */
    public static void main(String[] args) {
        System.out.println(args.length);
    }
}
