package dev.tasktoken.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.TestTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The winner's process dies between claim and send: what it recorded is what counts, and whoever comes next sends it.
 */
class CrashedWinnerIT {
    private static final int TASKS = 16;

    private final WaitingTasks tasks = new WaitingTasks();
    private LocalS3 s3;
    private PendingTasks pending;

    @BeforeEach
    void killAProcessBetweenClaimAndSend() throws Exception {
        s3 = LocalS3.start();
        pending = PendingTasks.builder(TokenResponder.of(tasks.client()), s3.store())
                .resendAfter(Duration.ZERO)
                .build();
        tasks.park(TASKS, pending);
        runToItsDeath();
        assertThat(tasks.open()).as("tasks that still wait").isEqualTo(TASKS);
        assertThat(tasks.answers()).as("answers sent").isZero();
    }

    @AfterEach
    void close() {
        tasks.close();
        s3.close();
    }

    @Test
    void theNextAnswersSendTheDeadOnesDecisionAndLearnIt() throws Exception {
        try (Race race = new Race()) {
            for (String id : tasks.executions.keySet()) {
                assertThat(race.run(id, List.of(pending)))
                        .as(id)
                        .allSatisfy(
                                outcome -> assertThat(Race.recorded(outcome)).isEqualTo(DyingWinner.OUTPUT));
            }
        }

        assertAllEndedAsTheDeadDecided();
        System.out.println(TASKS + " tasks whose winner died between claim and send, answered by " + Race.CALLERS
                + " others each: all ended with the dead one's decision; the service was called " + tasks.answers()
                + " times");
    }

    @Test
    void aSweepSendsThemAllOnceAndTheSecondCallerLearnsIt() {
        int sent = pending.resendUndelivered();

        assertThat(sent).isEqualTo(TASKS);
        assertThat(tasks.answers()).isEqualTo(TASKS);
        assertAllEndedAsTheDeadDecided();
        DecisionOutcome late = pending.fail("order/0", "Rejected", "too late");
        assertThat(Race.recorded(late)).isEqualTo(DyingWinner.OUTPUT);
        assertThat(((DecisionOutcome.DecidedBefore) late).recorded().answer()).contains(AnswerOutcome.ACCEPTED);
        assertThat(pending.resendUndelivered()).isZero();
        System.out.println(TASKS + " tasks whose winner died between claim and send: one sweep sent " + sent);
    }

    private void assertAllEndedAsTheDeadDecided() {
        assertThat(tasks.executions.keySet())
                .allSatisfy(id -> assertThat(tasks.output(id)).isEqualTo(DyingWinner.OUTPUT));
        assertThat(s3.store().ids(Area.TOKENS)).as("tokens left").isEmpty();
    }

    private void runToItsDeath() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                "-cp",
                System.getProperty("java.class.path"),
                DyingWinner.class.getName(),
                s3.endpoint().toString(),
                tasks.endpoint()));
        command.addAll(tasks.executions.keySet());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed).doesNotContain(TestTokens.PREFIX.substring(0, 20));
        assertThat(process.exitValue()).as(printed).isEqualTo(DyingWinner.EXIT_CODE);
    }
}
