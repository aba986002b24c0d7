package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore.Area;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** 200 tasks, each answered at once by eight threads of two "processes", which share nothing but the table. */
class RacingAnswersIT {
    private static final int TASKS = 200;

    @Test
    void everyTaskHasOneDecisionTheSameForTheServiceAndForAllCallers() throws Exception {
        try (LocalTable table = new LocalTable();
                DynamoDbClient otherClient = LocalTable.client(table.endpoint()).build();
                WaitingTasks tasks = new WaitingTasks();
                Race race = new Race()) {
            PendingTasks one = PendingTasks.of(TokenResponder.of(tasks.client()), table.store());
            PendingTasks other = PendingTasks.of(
                    TokenResponder.of(tasks.client()), DynamoDbTokenStore.of(otherClient, table.name()));
            tasks.park(TASKS, one);
            int[] wins = new int[Race.CALLERS];

            for (String id : tasks.executions.keySet()) {
                List<DecisionOutcome> outcomes = race.run(id, List.of(one, other));

                int winner = onlyWinner(id, outcomes);
                wins[winner]++;
                assertThat(tasks.output(id)).as(id).isEqualTo(Race.outputOf(winner));
            }

            assertThat(tasks.answers()).as("answers sent").isEqualTo(TASKS);
            assertThat(table.store().ids(Area.TOKENS)).as("tokens left").isEmpty();
            assertThat(IntStream.of(wins).filter(n -> n > 0).count())
                    .as("callers who won")
                    .isGreaterThan(1);
            System.out.println(TASKS + " tasks, " + Race.CALLERS + " answers each: one winner each, the same for the"
                    + " service and all callers; wins by caller " + Arrays.toString(wins));
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
