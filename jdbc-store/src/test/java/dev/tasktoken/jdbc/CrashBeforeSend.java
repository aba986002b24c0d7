package dev.tasktoken.jdbc;

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
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process crashes after it recorded decisions and before it sends them. The next call sends what was recorded. */
abstract class CrashBeforeSend {
    private static final int TASKS = 16;

    private final WaitingTasks tasks = new WaitingTasks();
    private String url;
    private JdbcTokenStore store;
    private PendingTasks pending;

    /** The address of a new database, which a second process can connect to. */
    abstract String url() throws Exception;

    abstract DataSource pool(String url);

    @BeforeEach
    void crashAProcessBeforeItSends() throws Exception {
        url = url();
        store = JdbcTokenStore.of(pool(url));
        pending = PendingTasks.builder(TokenResponder.of(tasks.client()), store)
                .resendAfter(Duration.ZERO)
                .build();
        tasks.park(TASKS, pending);
        runUntilItCrashes();
        assertThat(tasks.open()).as("tasks that still wait").isEqualTo(TASKS);
        assertThat(tasks.answers()).as("answers sent").isZero();
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void theNextAnswersSendTheRecordedDecisionAndReturnIt() throws Exception {
        try (Race race = new Race()) {
            for (String id : tasks.executions.keySet()) {
                assertThat(race.run(id, List.of(pending)))
                        .as(id)
                        .allSatisfy(
                                outcome -> assertThat(Race.recorded(outcome)).isEqualTo(CrashingCaller.OUTPUT));
            }
        }

        assertAllEndedAsRecorded();
        System.out.println(getClass().getSimpleName() + ": " + TASKS
                + " tasks whose process crashed before it sent, answered by " + Race.CALLERS
                + " others each: all ended with the recorded decision; the service was called " + tasks.answers()
                + " times");
    }

    @Test
    void resendUndeliveredSendsEachOnceAndTheSecondCallerGetsIt() {
        int sent = pending.resendUndelivered();

        assertThat(sent).isEqualTo(TASKS);
        assertThat(tasks.answers()).isEqualTo(TASKS);
        assertAllEndedAsRecorded();
        DecisionOutcome late = pending.fail("order/0", "Rejected", "too late");
        assertThat(Race.recorded(late)).isEqualTo(CrashingCaller.OUTPUT);
        assertThat(((DecisionOutcome.DecidedBefore) late).recorded().answer()).contains(AnswerOutcome.ACCEPTED);
        assertThat(pending.resendUndelivered()).isZero();
        System.out.println(getClass().getSimpleName() + ": " + TASKS
                + " tasks whose process crashed before it sent: one sweep sent " + sent);
    }

    private void assertAllEndedAsRecorded() {
        assertThat(tasks.executions.keySet())
                .allSatisfy(id -> assertThat(tasks.output(id)).isEqualTo(CrashingCaller.OUTPUT));
        assertThat(store.ids(Area.TOKENS)).as("tokens left").isEmpty();
    }

    private void runUntilItCrashes() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingCaller.class.getName(),
                url,
                tasks.endpoint()));
        command.addAll(tasks.executions.keySet());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed).doesNotContain(TestTokens.PREFIX.substring(0, 20));
        assertThat(process.exitValue()).as(printed).isEqualTo(CrashingCaller.EXIT_CODE);
    }
}
