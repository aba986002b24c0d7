package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Memory over many executions with a callback each: once as many are remembered as ever will be, it stays as it is. In
 * {@code verify} there are few; {@code -Dscale.executions=100000} runs the benchmark.
 */
class ScaleIT {
    private static final int EXECUTIONS = Integer.getInteger("scale.executions", 14_000);
    private static final int THREADS = 4;
    private static final int STEPS = 4;
    /** What a mebibyte more or less says nothing about. */
    private static final long NOISE = 4L << 20;

    private final Workbench bench = Workbench.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        bench.close();
    }

    @Test
    void memoryStaysFlatOverManyExecutions() throws Exception {
        String machine = bench.create(Definitions.of(bench.waiting("\"TimeoutSeconds\": 3600, \"End\": true")));
        int remembered = Recent.MOST + Recent.MOST / 20;
        int step = (EXECUTIONS - remembered) / STEPS;
        List<Long> heaps = new ArrayList<>();
        long begun = System.nanoTime();

        run(machine, remembered);
        heaps.add(heap(remembered, begun));
        for (int done = 1; done <= STEPS; done++) {
            run(machine, step);
            heaps.add(heap(remembered + done * step, begun));
        }

        assertThat(step).isGreaterThan(0);
        assertThat(heaps.get(STEPS)).isLessThan(heaps.get(0) + heaps.get(0) / 20 + NOISE);
    }

    private void run(String machine, int executions) throws Exception {
        List<Future<?>> parts = IntStream.range(0, THREADS)
                .<Future<?>>mapToObj(part -> threads.submit(() -> {
                    for (int i = part; i < executions; i += THREADS) {
                        bench.sfn.startExecution(e -> e.stateMachineArn(machine));
                        bench.succeed(bench.token(), "{\"done\":true}");
                    }
                }))
                .toList();
        for (Future<?> part : parts) {
            part.get();
        }
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
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
