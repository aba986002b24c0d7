package dev.tasktoken.benchmarks;

/** How much is measured. */
enum Form {
    /** About a minute, in every build: enough to see a gross regression, no more. */
    QUICK(1, 2, 600, 3, 100),
    /** What the tables in {@code benchmarks/README.md} are made of. */
    FULL(3, 2, 1_000, 5, 300);

    final int rounds;
    final int warmups;
    final int warmupMillis;
    final int iterations;
    final int iterationMillis;

    Form(int rounds, int warmups, int warmupMillis, int iterations, int iterationMillis) {
        this.rounds = rounds;
        this.warmups = warmups;
        this.warmupMillis = warmupMillis;
        this.iterations = iterations;
        this.iterationMillis = iterationMillis;
    }
}
