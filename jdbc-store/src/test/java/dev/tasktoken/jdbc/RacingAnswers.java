package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** 200 tasks, each answered at once by eight threads of two "processes", which share nothing but the database. */
abstract class RacingAnswers {
    private static final int TASKS = 200;

    /** Pools of connections to one new database. */
    abstract List<DataSource> pools(int count) throws Exception;

    @Test
    void everyTaskHasOneDecisionTheSameForTheServiceAndForAllCallers() throws Exception {
        List<TokenStore> stores =
                pools(2).stream().<TokenStore>map(JdbcTokenStore::of).toList();
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
            System.out.println(getClass().getSimpleName() + ": " + TASKS + " tasks, " + Race.CALLERS
                    + " answers each: one winner each, the same for the" + " service and all callers; wins by caller "
                    + Arrays.toString(wins));
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
