package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Many at once. */
class ConcurrencyIT {
    private static final int RACERS = 8;

    private final Workbench bench = Workbench.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(RACERS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        bench.close();
    }

    @Test
    void exactlyOneOfManyRacingAnswersWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String execution = bench.runWaiting("\"End\": true");
            String token = bench.token();

            List<String> accepted = race(token);

            assertThat(accepted).hasSize(1);
            LocalExecution ended = bench.ended(execution);
            String outcome = ended.output().or(ended::error).orElseThrow();
            assertThat(outcome).isEqualTo(accepted.get(0));
        }
        assertThat(bench.stepFunctions.calls()).filteredOn(TaskCall::isAccepted).hasSize(20);
        assertThat(bench.stepFunctions.calls()).hasSize(20 * RACERS);
    }

    @Test
    void thousandsOfExecutionsWaitWithoutAThreadEach() {
        String machine = bench.create(Definitions.of(bench.waiting("\"TimeoutSeconds\": 3600, \"End\": true")));
        int threadsBefore = Thread.activeCount();
        for (int i = 0; i < 2_000; i++) {
            bench.sfn.startExecution(e -> e.stateMachineArn(machine));
        }
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            tokens.add(bench.token());
        }

        assertThat(tokens).hasSize(2_000);
        assertThat(Thread.activeCount() - threadsBefore).isLessThan(50);
        bench.advance(3601);
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
        assertThat(bench.sfn
                        .listExecutions(l -> l.stateMachineArn(machine)
                                .statusFilter(ExecutionStatus.FAILED)
                                .maxResults(1000))
                        .executions())
                .hasSize(1000);
    }

    @Test
    void aThousandExecutionsWithCallbacksAtOnceAllEnd() throws Exception {
        int count = 1_000;
        String machine = bench.create(Definitions.of(bench.waiting("\"TimeoutSeconds\": 3600, \"End\": true")));
        long begun = System.nanoTime();
        List<Future<String>> started = new ArrayList<>();
        List<Future<?>> answered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(threads.submit(() ->
                    bench.sfn.startExecution(e -> e.stateMachineArn(machine)).executionArn()));
            answered.add(threads.submit(() -> bench.succeed(bench.token(), "1")));
        }
        for (Future<?> answer : answered) {
            answer.get();
        }
        List<LocalExecution> ended = new ArrayList<>();
        for (Future<String> execution : started) {
            ended.add(bench.ended(execution.get()));
        }

        System.out.printf(
                "%,d executions with a callback each, %d threads: %,d ms%n",
                count, RACERS, (System.nanoTime() - begun) / 1_000_000);
        assertThat(ended).hasSize(count).allMatch(LocalExecution::succeeded);
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    private List<String> race(String token) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(RACERS);
        List<Callable<String>> racers = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            int racer = i;
            racers.add(() -> {
                barrier.await();
                return answer(token, racer);
            });
        }
        List<String> accepted = new ArrayList<>();
        for (Future<String> result : threads.invokeAll(racers)) {
            accepted.add(result.get());
        }
        accepted.removeIf(String::isEmpty);
        return accepted;
    }

    private String answer(String token, int racer) {
        try {
            if (racer % 2 == 0) {
                bench.succeed(token, String.valueOf(racer));
            } else {
                bench.fail(token, "E" + racer, "");
            }
            return racer % 2 == 0 ? String.valueOf(racer) : "E" + racer;
        } catch (TaskTimedOutException e) {
            return "";
        }
    }
}
