package dev.tasktoken.benchmarks.coldstart;

import dev.tasktoken.examples.locallambda.FunctionCommand;
import dev.tasktoken.examples.locallambda.FunctionProcess;
import dev.tasktoken.examples.locallambda.LocalRuntimeApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts functions and takes the time. */
final class ColdStarts {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Sharing of the JDK's own classes is on anyhow, and naming it would forbid an AOT cache. */
    private static final List<String> LAMBDAS_OWN =
            List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

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
        Path output = work.resolve(contender.name().replaceAll("\\W+", "-") + ".log");
        PaymentDelivery delivery = new PaymentDelivery();
        try (LocalRuntimeApi api = new LocalRuntimeApi();
                AnswerEndpoint stepFunctions = new AnswerEndpoint(delivery)) {
            CompletableFuture<String> response = api.invokeAsync(delivery.event());
            response.exceptionally(failure -> {
                stepFunctions.fail(failure);
                return "";
            });
            FunctionCommand command = command(contender, stepFunctions);
            long start = System.nanoTime();
            double usedBefore = 0;
            try (FunctionProcess process = FunctionProcess.start(command, api, output)) {
                if (contender.surroundings().isSnapStart()) {
                    api.awaitCheckpoint();
                    usedBefore = process.cpuMillis();
                    start = System.nanoTime();
                    api.restore();
                }
                long arrival = stepFunctions.awaitAnswer();
                double used = process.cpuMillis() - usedBefore;
                stepFunctions.acknowledge();
                checkSettled(delivery, response.get(60, TimeUnit.SECONDS));
                if (toItsEnd) {
                    process.stop();
                }
                return new Sample((arrival - start) / NANOS_PER_MILLI, used);
            } catch (Exception e) {
                throw new IllegalStateException(contender.name() + " did not answer; its output is in " + output, e);
            }
        }
    }

    private static FunctionCommand command(Contender contender, AnswerEndpoint stepFunctions) {
        Surroundings surroundings = contender.surroundings();
        List<String> jvm = new ArrayList<>(surroundings.launcher());
        jvm.add(surroundings.java().toString());
        jvm.addAll(LAMBDAS_OWN);
        jvm.addAll(surroundings.options());
        Map<String, String> settings = Map.of(
                "AWS_ENDPOINT_URL_SFN",
                stepFunctions.url(),
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                surroundings.isSnapStart() ? "snap-start" : "on-demand");
        return new FunctionCommand(
                jvm, contender.function().jars(), contender.function().handler(), settings);
    }

    private static void checkSettled(PaymentDelivery delivery, String response) throws IOException {
        if (!delivery.isSettledBy(response)) {
            throw new IllegalStateException("The function did not acknowledge its record: " + response);
        }
    }
}
