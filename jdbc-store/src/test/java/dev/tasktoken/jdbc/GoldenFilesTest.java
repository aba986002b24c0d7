package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The tables of version 0.1, with their rows, are used by every later one. The file is never changed; a version that
 * writes something else adds a file of its own, which {@code -Dgolden.write=FOLDER} makes.
 */
class GoldenFilesTest {
    private static final String WRITE = System.getProperty("golden.write", "");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LONG_ID = "order-" + "7".repeat(300);

    private final RecordingResponder service = RecordingResponder.create();
    private PendingTasks pending = pending(service, TokenStore.inMemory());

    @BeforeEach
    void load() throws Exception {
        if (!WRITE.isEmpty()) {
            write();
        }
        DataSource database = H2.empty();
        Postgres.execute(database, "runscript from 'classpath:dev/tasktoken/jdbc/tables-0.1.sql'");
        pending = pending(
                service, JdbcTokenStore.builder(database).clock(() -> NOW).build());
    }

    @Test
    void aTaskThatWaitsIsListedAndDecided() {
        List<PendingTask> waiting =
                pending.page(Listing.WAITING_BY_DEADLINE, PageRequest.first(10)).tasks();

        assertThat(waiting).extracting(PendingTask::id).containsExactly("waiting");
        assertThat(waiting.get(0).context().summary()).contains("Refund order 42?");
        assertThat(pending.succeed("waiting", 1)).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(service.task(TestTokens.numbered(1)).answer()).isPresent();
    }

    @Test
    void aTaskWithALongIdIsListed() {
        assertThat(pending.waiting().map(PendingTask::id)).contains(LONG_ID);
    }

    @Test
    void aDecisionIsReturnedToWhoeverDecidesLate() {
        assertThat(pending.fail("decided", "Late", ""))
                .isInstanceOfSatisfying(
                        DecisionOutcome.DecidedBefore.class,
                        before -> assertThat(before.recorded().decision())
                                .isEqualTo(new Decision.Success("{\"approved\":true}")));
        assertThat(pending.page(Listing.DECIDED_NEWEST_FIRST, PageRequest.first(10))
                        .tasks())
                .extracting(PendingTask::id)
                .containsExactly("decided");
    }

    @Test
    void aVoteCountsOn() {
        String attempt = pending.find("voting").orElseThrow().attempt();

        assertThat(pending.decide("voting", attempt, new Decision.Success("1"), DecidedBy.person("bob")))
                .isInstanceOf(DecisionOutcome.Recorded.class);
    }

    private static PendingTasks pending(RecordingResponder service, TokenStore store) {
        return PendingTasks.builder(service.responder(), store).clock(() -> NOW).build();
    }

    /** One task in each condition. */
    private static void fill(TokenStore store) {
        PendingTasks filled = pending(RecordingResponder.create(), store);
        filled.park(
                "waiting",
                TaskToken.of(TestTokens.numbered(1)),
                PendingTaskInfo.builder()
                        .until(NOW.plus(Duration.ofDays(7)))
                        .summary("Refund order 42?")
                        .build());
        filled.park("decided", TaskToken.of(TestTokens.numbered(2)));
        filled.succeedJson("decided", "{\"approved\":true}");
        filled.park(
                "voting",
                TaskToken.of(TestTokens.numbered(3)),
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build());
        String attempt = filled.find("voting").orElseThrow().attempt();
        filled.decide("voting", attempt, new Decision.Success("1"), DecidedBy.person("ann"));
        filled.park(LONG_ID, TaskToken.of(TestTokens.numbered(4)));
    }

    private static void write() throws Exception {
        DataSource database = H2.start();
        fill(JdbcTokenStore.builder(database).clock(() -> NOW).build());
        List<String> script = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("script simple columns nopasswords nosettings")) {
            while (lines.next()) {
                script.add(lines.getString(1));
            }
        }
        script.removeIf(line -> line.startsWith("CREATE USER"));
        Files.write(Path.of(WRITE).resolve("tables-0.1.sql"), script);
    }
}
