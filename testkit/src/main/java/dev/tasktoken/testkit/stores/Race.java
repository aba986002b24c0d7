package dev.tasktoken.testkit.stores;

import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Eight callers who answer one task at the same moment, each differently. */
final class Race implements AutoCloseable {
    static final int CALLERS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    /** Each caller's outcome, in the order of their numbers. */
    List<DecisionOutcome> run(String id, List<PendingTasks> processes) throws Exception {
        CyclicBarrier together = new CyclicBarrier(CALLERS);
        List<Future<DecisionOutcome>> futures = new ArrayList<>();
        for (int n = 0; n < CALLERS; n++) {
            PendingTasks pending = processes.get(n % processes.size());
            String output = outputOf(n);
            Callable<DecisionOutcome> answer = () -> {
                together.await();
                return pending.succeedJson(id, output);
            };
            futures.add(threads.submit(answer));
        }
        List<DecisionOutcome> outcomes = new ArrayList<>();
        for (Future<DecisionOutcome> outcome : futures) {
            outcomes.add(outcome.get());
        }
        return outcomes;
    }

    static String outputOf(int caller) {
        return "{\"decidedBy\":" + caller + "}";
    }

    /** The recorded output, as a later caller gets it. */
    static String recorded(DecisionOutcome outcome) {
        Decision decision = ((DecisionOutcome.DecidedBefore) outcome).recorded().decision();
        return ((Decision.Success) decision).output();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
