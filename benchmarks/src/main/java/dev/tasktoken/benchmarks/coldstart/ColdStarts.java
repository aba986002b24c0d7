package dev.tasktoken.benchmarks.coldstart;

import java.nio.file.Path;

/** Starts functions and takes the time. */
final class ColdStarts {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path work;

    /**
     * Starts functions and takes the time.
     *
     * @param work where the processes' output goes
     */
    ColdStarts(Path work) {
        this.work = work;
    }

    /** One process, from its start to the arrival of SendTaskSuccess. */
    Sample sample(Contender contender) throws Exception {
        return run(contender, false);
    }

    /** One process that ends by itself, so that the JVM writes what its options ask for at its end. */
    void runToItsEnd(Contender contender) throws Exception {
        run(contender, true);
    }

    private Sample run(Contender contender, boolean toItsEnd) throws Exception {
        Surroundings surroundings = contender.surroundings();
        Path output = work.resolve(contender.name().replaceAll("\\W+", "-") + ".log");
        try (LocalLambda lambda = new LocalLambda(new PaymentDelivery())) {
            long start = System.nanoTime();
            double usedBefore = 0;
            try (FunctionProcess process = FunctionProcess.start(contender.function(), surroundings, lambda, output)) {
                if (surroundings.isSnapStart()) {
                    lambda.awaitCheckpoint();
                    usedBefore = process.cpuMillis();
                    start = System.nanoTime();
                    lambda.restore();
                }
                long arrival = lambda.awaitAnswer();
                double used = process.cpuMillis() - usedBefore;
                lambda.acknowledge();
                lambda.awaitResponse();
                if (toItsEnd) {
                    process.stop();
                }
                return new Sample((arrival - start) / NANOS_PER_MILLI, used);
            } catch (Exception e) {
                throw new IllegalStateException(contender.name() + " did not answer; its output is in " + output, e);
            }
        }
    }
}
