package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Statements and time of what a service does all day, on PostgreSQL, however many tasks wait. The numbers of tasks are
 * in the system property {@code waiting.sizes}; the profile {@code million} adds a million.
 */
class ManyWaitingTasksIT {
    private static final int RUNS = 50;
    private static final PageRequest FIRST = PageRequest.first(25);

    @Test
    void whatACallCostsDoesNotDependOnHowManyTasksWait() throws Exception {
        Map<String, Long> fewest = new LinkedHashMap<>();
        for (String size : System.getProperty("waiting.sizes", "100,10000").split(",", -1)) {
            Map<String, Long> statements = measure(Integer.parseInt(size));
            fewest = fewest.isEmpty() ? statements : fewest;

            assertThat(statements).as(size + " tasks").isEqualTo(fewest);
        }
    }

    private static Map<String, Long> measure(int waiting) throws Exception {
        DataSource database = Postgres.pool(Postgres.url());
        ManyTasks.load(database, Instant.now(), waiting);
        ObservedDataSource observed = new ObservedDataSource(database);
        PendingTasks pending =
                PendingTasks.of(RecordingResponder.create().responder(), JdbcTokenStore.of(observed.dataSource()));
        Instant until = Instant.now().plus(Duration.ofDays(30));
        Measurement measured = new Measurement(observed, waiting);
        measured.run("park", n -> pending.park("new-" + n, token(n), ManyTasks.info(until)));
        measured.run("decide", n -> pending.succeedJson("new-" + n, "{\"approved\":true}"));
        measured.run("first page", n -> full(pending.page(Listing.WAITING_BY_AGE, FIRST)));
        measured.run("by deadline", n -> full(pending.page(Listing.WAITING_BY_DEADLINE, FIRST)));
        measured.run("overdue page", n -> full(pending.overdue(Duration.ofDays(1), FIRST)));
        String second = pending.overdue(Duration.ofDays(1), FIRST).next().orElseThrow();
        measured.run("next page", n -> full(pending.overdue(Duration.ofDays(1), FIRST.after(second))));
        measured.run("decisions", n -> full(pending.page(Listing.DECIDED_NEWEST_FIRST, FIRST)));
        return measured.statements;
    }

    private static TaskToken token(int number) {
        return TaskToken.of(TestTokens.numbered(1000 + number));
    }

    private static void full(PendingPage page) {
        assertThat(page.tasks()).hasSize(25);
    }

    /** Counts the statements of each action, and prints its median time. */
    private static final class Measurement {
        private final ObservedDataSource observed;
        private final int waiting;
        private final Map<String, Long> statements = new LinkedHashMap<>();

        private Measurement(ObservedDataSource observed, int waiting) {
            this.observed = observed;
            this.waiting = waiting;
        }

        private void run(String action, IntConsumer call) {
            observed.statements.clear();
            long[] nanos = new long[RUNS];
            for (int n = 0; n < RUNS; n++) {
                long since = System.nanoTime();
                call.accept(n);
                nanos[n] = System.nanoTime() - since;
            }
            long each = observed.statements.size() / RUNS;
            statements.put(action, each);
            Arrays.sort(nanos);
            System.out.println(String.format(
                    Locale.ROOT,
                    "PostgreSQL, %,d tasks wait: %s takes %d statements and %.1f ms (median of %d)",
                    waiting,
                    action,
                    each,
                    nanos[RUNS / 2] / 1e6,
                    RUNS));
        }
    }
}
