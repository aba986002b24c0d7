package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskScan;
import dev.tasktoken.history.OpenTasks;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Calls and time for each open task among many running executions, with histories of up to 5,000 events. In
 * {@code verify} there are few; {@code -Dopen.executions=10000} is the benchmark.
 */
class OpenTasksScaleIT {
    private static final int EXECUTIONS = Integer.getInteger("open.executions", 200);
    private static final int WAITING = Math.min(100, EXECUTIONS / 10);
    private static final int MOST_EVENTS = 5_000;

    /** Each round of the counting states has so many events. */
    private static final int EVENTS_A_ROUND = 4;

    /** The service's quota of GetExecutionHistory. */
    private static final int CALLS_A_SECOND = 20;

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void findsAllInSequentialExecutions() {
        scan(
                "sequential",
                bench.create("{\"StartAt\": \"Count\", \"States\": {" + counting("Wait") + ", " + task("Wait") + "}}"));
    }

    @Test
    void findsAllInParallelExecutions() {
        scan(
                "parallel",
                bench.create("{\"StartAt\": \"Both\", \"States\": {\"Both\": {\"Type\": \"Parallel\", \"End\": true,"
                        + " \"Branches\": [{\"StartAt\": \"Wait\", \"States\": {" + task("Wait") + "}}, {\"StartAt\":"
                        + " \"Count\", \"States\": {" + counting("Last")
                        + ", \"Last\": {\"Type\": \"Wait\", \"Seconds\":"
                        + " 9999999, \"End\": true}}}]}}}"));
    }

    private void scan(String shape, String waiting) {
        String idle = bench.create("{\"StartAt\": \"Count\", \"States\": {" + counting("Last")
                + ", \"Last\": {\"Type\": \"Wait\", \"Seconds\": 9999999, \"End\": true}}}");
        bench.advance(120); // an execution that starts right after an update may still have the definition before it
        IntStream.range(0, EXECUTIONS - WAITING).forEach(i -> start(idle, i % 10));
        IntStream.range(0, WAITING).forEach(i -> start(waiting, rounds(i)));
        awaitTheLongest(waiting);
        Set<String> expected = Set.copyOf(bench.stepFunctions.openTokens());
        assertThat(expected).hasSize(WAITING);

        for (int atOnce : new int[] {1, 8}) {
            long begun = System.nanoTime();
            OpenTasks open = OpenTasks.builder(bench.sfn)
                    .callsPerSecond(1_000_000)
                    .maxConcurrentCalls(atOnce)
                    .build();
            OpenTaskScan ofIdle = open.of(idle);
            OpenTaskScan ofWaiting = open.of(waiting);
            assertThat(ofIdle.stream()).isEmpty();
            List<OpenTask> tasks = ofWaiting.stream().toList();

            print(shape, atOnce, ofIdle.progress().calls(), ofWaiting.progress().calls(), begun);
            assertThat(tasks.stream().map(task -> task.taskToken().value()).collect(Collectors.toSet()))
                    .isEqualTo(expected);
            assertThat(tasks).hasSize(WAITING);
        }
    }

    private static void print(String shape, int atOnce, long idleCalls, long waitingCalls, long begun) {
        System.out.printf(
                "%,d running executions, %d %s ones with an open task, %d at once: %,d calls for the others and %,d for"
                        + " these (%.1f an open task), %.1f s here, %,d s at the service's %d calls a second%n",
                EXECUTIONS,
                WAITING,
                shape,
                atOnce,
                idleCalls,
                waitingCalls,
                (double) waitingCalls / WAITING,
                (System.nanoTime() - begun) / 1e9,
                (idleCalls + waitingCalls) / CALLS_A_SECOND,
                CALLS_A_SECOND);
    }

    /** From a few events to the most. */
    private static int rounds(int number) {
        return (number + 1) * (MOST_EVENTS / EVENTS_A_ROUND) / WAITING - 3;
    }

    private void start(String machine, int rounds) {
        bench.sfn.startExecution(e -> e.stateMachineArn(machine).input("{\"n\": 0, \"to\": " + rounds + "}"));
    }

    /** All that the engine has to do is done when the execution that counts longest, started last, has counted. */
    private void awaitTheLongest(String machine) {
        String longest = bench.sfn
                .listExecutions(l -> l.stateMachineArn(machine).maxResults(1))
                .executions()
                .get(0)
                .executionArn();
        while (bench.sfn
                        .getExecutionHistory(
                                h -> h.executionArn(longest).reverseOrder(true).maxResults(1))
                        .events()
                        .get(0)
                        .id()
                < EVENTS_A_ROUND * (long) rounds(WAITING - 1)) {
            Thread.onSpinWait();
        }
        while (bench.stepFunctions.openTokens().size() < WAITING) {
            Thread.onSpinWait();
        }
    }

    private static String counting(String next) {
        return "\"Count\": {\"Type\": \"Pass\", \"Parameters\": {\"n.$\": \"States.MathAdd($.n, 1)\", \"to.$\": \"$.to\"},"
                + " \"Next\": \"More\"}, \"More\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.n\","
                + " \"NumericLessThanPath\": \"$.to\", \"Next\": \"Count\"}], \"Default\": \"" + next + "\"}";
    }

    private String task(String name) {
        return "\"" + name + "\": {" + bench.waiting("\"End\": true") + "}";
    }
}
