package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.internal.values.BoundedLog;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Memory over many executions with a callback each: once as many are remembered as ever will be, it stays as it is. In
 * {@code verify} there are few, and fewer are remembered; {@code -Dscale.executions=100000} is the benchmark.
 */
class ScaleIT {
    private static final int EXECUTIONS = Integer.getInteger("scale.executions", 4_000);
    private static final int REMEMBERED = Math.min(BoundedLog.MOST, EXECUTIONS / 8);
    private static final int STEPS = 4;
    private static final int THREADS = 4;
    private static final Duration SOON = Duration.ofSeconds(60);
    /** What the JVM and the SDK keep or drop by the way. */
    private static final long NOISE = 1L << 20;

    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().remembered(REMEMBERED).start();
    private final SfnClient sfn = stepFunctions.client();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        stepFunctions.close();
    }

    @Test
    void memoryStaysFlatOverManyExecutions() throws Exception {
        stepFunctions.functions().register("store", token -> "null");
        String machine = stepFunctions.createStateMachine(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke.waitForTaskToken\","
                        + " \"Parameters\": {\"FunctionName\": \"store\", \"Payload\": {\"token.$\": \"$$.Task.Token\"}},"
                        + " \"TimeoutSeconds\": 3600, \"HeartbeatSeconds\": 600, \"End\": true"));
        int full = REMEMBERED + REMEMBERED / 10;
        int step = (EXECUTIONS - full) / STEPS;
        List<Long> heaps = new ArrayList<>();
        long begun = System.nanoTime();

        run(machine, full);
        heaps.add(heap(full, begun));
        for (int done = 1; done <= STEPS; done++) {
            run(machine, step);
            heaps.add(heap(full + done * step, begun));
        }

        assertThat(stepFunctions.openTokens()).isEmpty();
        assertThat(heaps.get(STEPS)).isLessThan(heaps.get(0) + heaps.get(0) / 20 + NOISE);
    }

    private void run(String machine, int executions) throws Exception {
        List<Future<?>> parts = IntStream.range(0, THREADS)
                .<Future<?>>mapToObj(part -> threads.submit(() -> {
                    for (int i = part; i < executions; i += THREADS) {
                        sfn.startExecution(e -> e.stateMachineArn(machine));
                        String token = stepFunctions.awaitOpenTask(SOON);
                        sfn.sendTaskSuccess(s -> s.taskToken(token).output("{\"done\":true}"));
                    }
                }))
                .toList();
        for (Future<?> part : parts) {
            part.get();
        }
    }

    /** What is still used after a collection, printed too. */
    private static long heap(int executions, long begun) {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "%,d executions with a callback each: %.1f s, heap after collection %.1f MiB%n",
                executions, (System.nanoTime() - begun) / 1e9, used / 1048576.0);
        return used;
    }
}
