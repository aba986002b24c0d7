package dev.tasktoken.benchmarks.workflows;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures one part in a JVM of its own, whose class path says which version of the testkit it is about. */
public final class WorkflowRun {
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(6);
    private static final int STARTS = 60;
    private static final int TEST_CLASS = 50;

    /** The threads of LocalStepFunctions, and the one with which the JDK's server receives. */
    private static final List<String> OURS = List.of("tasktoken-testkit-", "HTTP-Dispatcher");

    private WorkflowRun() {}

    /**
     * Runs it, and prints two figures in a line.
     *
     * @param args the name of the part
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] args) throws Exception {
        double[] figures = measure(args[0]);
        System.out.println(WorkflowTable.RESULT + figures[0] + " " + figures[1]);
        System.exit(0); // ElasticMQ has threads of its own
    }

    private static double[] measure(String part) throws Exception {
        return switch (part) {
            case "clients" -> throughput(new ClientsDriver(), "tasktoken-testkit-call");
            case "tokens" -> throughput(new TokensDriver(), "none");
            case "inside" -> throughput(new InsideDriver(), "none");
            case "start" -> new double[] {start(), 0};
            case "test-class" -> new double[] {testClass(), 0};
            default -> throw new IllegalArgumentException(part);
        };
    }

    /** Executions in a second, and µs of processor time of our own threads for one; some run the SDK's clients. */
    private static double[] throughput(Driver driver, String clients) throws Exception {
        try (driver) {
            run(driver, WARM_UP);
            double cpu = cpuMicros(clients);
            long begun = System.nanoTime();
            int executions = run(driver, MEASURED);
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new double[] {executions / seconds, (cpuMicros(clients) - cpu) / executions};
        }
    }

    private static int run(Driver driver, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(driver.threads());
        try {
            List<Future<Integer>> parts = new ArrayList<>();
            for (int i = 0; i < driver.threads(); i++) {
                parts.add(threads.submit(() -> {
                    int executions = 0;
                    while (System.nanoTime() < end) {
                        executions += driver.run();
                    }
                    return executions;
                }));
            }
            int executions = 0;
            for (Future<Integer> part : parts) {
                executions += part.get();
            }
            return executions;
        } finally {
            threads.shutdown();
        }
    }

    private static double cpuMicros(String without) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double nanos = 0;
        for (long id : threads.getAllThreadIds()) {
            var thread = threads.getThreadInfo(id);
            if (thread != null
                    && OURS.stream().anyMatch(thread.getThreadName()::startsWith)
                    && !thread.getThreadName().startsWith(without)) {
                nanos += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return nanos / 1000;
    }

    /** Milliseconds until an instance answers, in a JVM that has started some. */
    private static double start() {
        double[] millis = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            long begun = System.nanoTime();
            try (LocalStepFunctions stepFunctions = LocalStepFunctions.start()) {
                stepFunctions.endpoint();
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        double[] warm = Arrays.copyOfRange(millis, STARTS / 2, STARTS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** Seconds for an instance, and fifty executions one after the other, in a new JVM. */
    private static double testClass() {
        long begun = System.nanoTime();
        try (TokensDriver driver = new TokensDriver()) {
            for (int i = 0; i < TEST_CLASS; i++) {
                driver.run();
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
