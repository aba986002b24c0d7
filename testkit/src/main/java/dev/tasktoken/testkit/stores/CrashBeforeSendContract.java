package dev.tasktoken.testkit.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
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
 * A process halts after it recorded decisions in a {@link TokenStore} and before it sends them; the next call sends
 * what was recorded. For a store that another process can open. The other process is a real one, a {@code main} of
 * yours:
 *
 * <pre>{@code
 * class MyStoreCrashIT extends CrashBeforeSendContract {
 *     protected TokenStore store() { return new MyStore(address); }
 *
 *     protected List<String> otherProcess() { return List.of(Other.class.getName(), address); }
 *
 *     static final class Other {
 *         public static void main(String[] args) { decideAndHalt(new MyStore(args[0])); }
 *     }
 * }
 * }</pre>
 */
public abstract class CrashBeforeSendContract {
    private static final int TASKS = 16;

    private final WaitingTasks tasks = new WaitingTasks();
    private TokenStore store;
    private PendingTasks pending;

    /** For subclasses. */
    protected CrashBeforeSendContract() {}

    /**
     * Opens a store without records; called once for each test. The subclass closes it.
     *
     * @return the store
     * @throws Exception if it cannot be opened
     */
    protected abstract TokenStore store() throws Exception;

    /**
     * Returns what is run in the other process, with this process's class path.
     *
     * @return the name of a class whose {@code main} opens the same records and calls {@link #decideAndHalt}, and
     *     {@code main}'s arguments
     */
    protected abstract List<String> otherProcess();

    /**
     * Decides the tasks of the test, and halts the process when all decisions are recorded and none is sent.
     *
     * @param store of the same records as the test's
     */
    protected static void decideAndHalt(TokenStore store) {
        HaltingProcess.decide(store);
    }

    @BeforeEach
    void crashAProcessBeforeItSends() throws Exception {
        store = store();
        pending = PendingTasks.builder(TokenResponder.of(tasks.client()), store)
                .resendAfter(Duration.ZERO)
                .build();
        tasks.park(TASKS, pending);
        runUntilItHalts();
        assertThat(tasks.open()).as("tasks that still wait").isEqualTo(TASKS);
        assertThat(tasks.answers()).as("answers sent").isZero();
    }

    @AfterEach
    void closeTasks() {
        tasks.close();
    }

    @Test
    void theNextAnswersSendTheRecordedDecisionAndReturnIt() throws Exception {
        try (Race race = new Race()) {
            for (String id : tasks.executions.keySet()) {
                assertThat(race.run(id, List.of(pending)))
                        .as(id)
                        .allSatisfy(
                                outcome -> assertThat(Race.recorded(outcome)).isEqualTo(HaltingProcess.OUTPUT));
            }
        }

        assertAllEndedAsRecorded();
    }

    @Test
    void resendUndeliveredSendsEachOnceAndTheSecondCallerGetsIt() {
        int sent = pending.resendUndelivered();

        assertThat(sent).isEqualTo(TASKS);
        assertThat(tasks.answers()).isEqualTo(TASKS);
        assertAllEndedAsRecorded();
        DecisionOutcome late = pending.fail("order/0", "Rejected", "too late");
        assertThat(Race.recorded(late)).isEqualTo(HaltingProcess.OUTPUT);
        assertThat(((DecisionOutcome.DecidedBefore) late).recorded().answer()).contains(AnswerOutcome.ACCEPTED);
        assertThat(pending.resendUndelivered()).isZero();
    }

    private void assertAllEndedAsRecorded() {
        assertThat(tasks.executions.keySet())
                .allSatisfy(id -> assertThat(tasks.output(id)).isEqualTo(HaltingProcess.OUTPUT));
        assertThat(store.ids(Area.TOKENS)).as("tokens left").isEmpty();
    }

    private void runUntilItHalts() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                "-D" + HaltingProcess.ENDPOINT + "=" + tasks.endpoint(),
                "-D" + HaltingProcess.IDS + "=" + String.join(",", tasks.executions.keySet()),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(otherProcess());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed).doesNotContain(TestTokens.PREFIX);
        assertThat(process.exitValue()).as(printed).isEqualTo(HaltingProcess.EXIT_CODE);
    }
}
