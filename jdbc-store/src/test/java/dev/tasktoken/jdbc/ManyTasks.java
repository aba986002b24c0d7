package dev.tasktoken.jdbc;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** Very many tasks that wait in PostgreSQL: one is parked, and the server copies its row under other ids. */
final class ManyTasks {
    /** From the oldest to the newest. */
    static final Duration SPAN = Duration.ofDays(2);

    private ManyTasks() {}

    /** Fills an empty schema. Every task has a deadline, 30 days after it was parked. */
    static void load(DataSource database, Instant newest, int count) throws SQLException {
        Instant oldest = newest.minus(SPAN);
        PendingTasks.builder(RecordingResponder.create().responder(), JdbcTokenStore.of(database))
                .clock(() -> oldest)
                .build()
                .park("task-0", TaskToken.of(TestTokens.numbered(1)), info(oldest.plus(Duration.ofDays(30))));
        long gap = Math.max(1, SPAN.toMillis() / count);
        Postgres.execute(database, """
                insert into tasktoken_tokens (id, name, content, expires_at, listed_at, listed_until)
                select convert_to('task-' || n, 'UTF8'), name,
                       convert_to(replace(convert_from(content, 'UTF8'), 'task-0', 'task-' || n), 'UTF8'),
                       expires_at, listed_at + n * %d, listed_until + n * %d
                from tasktoken_tokens, generate_series(1, %d - 1) n""".formatted(gap, gap, count));
        Postgres.execute(database, "vacuum analyze tasktoken_tokens");
    }

    static PendingTaskInfo info(Instant until) {
        return PendingTaskInfo.builder()
                .summary("An order of 1,000 euros")
                .until(until)
                .build();
    }
}
