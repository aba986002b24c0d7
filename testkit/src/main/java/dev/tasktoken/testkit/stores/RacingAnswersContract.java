package dev.tasktoken.testkit.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two hundred tasks, each answered at once by eight callers of two processes that share nothing but a
 * {@link TokenStore}: extend it beside {@link PendingTasksContract}. It runs executions in
 * {@link dev.tasktoken.testkit.LocalStepFunctions LocalStepFunctions}.
 */
public abstract class RacingAnswersContract {
    private static final int TASKS = 200;

    /** For subclasses. */
    protected RacingAnswersContract() {}

    /**
     * Returns stores of the same records, which are none, as two processes have them: with a client or pool of
     * connections each. The subclass closes them.
     *
     * @return two stores
     * @throws Exception if they cannot be opened
     */
    protected abstract List<TokenStore> twoStores() throws Exception;

    @Test
    void everyTaskHasOneDecisionTheSameForTheServiceAndForAllCallers() throws Exception {
        List<TokenStore> stores = twoStores();
        try (WaitingTasks tasks = new WaitingTasks();
                Race race = new Race()) {
            List<PendingTasks> processes = stores.stream()
                    .map(store -> PendingTasks.of(TokenResponder.of(tasks.client()), store))
                    .toList();
            tasks.park(TASKS, processes.get(0));
            int[] wins = new int[Race.CALLERS];

            for (String id : tasks.executions.keySet()) {
                List<DecisionOutcome> outcomes = race.run(id, processes);

                int winner = onlyWinner(id, outcomes);
                wins[winner]++;
                assertThat(tasks.output(id)).as(id).isEqualTo(Race.outputOf(winner));
            }

            assertThat(tasks.answers()).as("answers sent").isEqualTo(TASKS);
            assertThat(stores.get(0).ids(Area.TOKENS)).as("tokens left").isEmpty();
            assertThat(IntStream.of(wins).filter(n -> n > 0).count())
                    .as("callers who won")
                    .isGreaterThan(1);
        }
    }

    /** The winner's number, after checking that the seven others got the winner's decision. */
    private static int onlyWinner(String id, List<DecisionOutcome> outcomes) {
        List<Integer> winners = IntStream.range(0, outcomes.size())
                .filter(n -> outcomes.get(n).isRecorded())
                .boxed()
                .toList();
        assertThat(winners).as(id).hasSize(1);
        int winner = winners.get(0);
        assertThat(outcomes.get(winner)).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(outcomes.stream().filter(outcome -> !outcome.isRecorded()))
                .as(id)
                .hasSize(Race.CALLERS - 1)
                .allSatisfy(outcome -> assertThat(Race.recorded(outcome)).isEqualTo(Race.outputOf(winner)));
        return winner;
    }
}
