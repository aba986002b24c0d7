package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Calls and time of what a service does all day, on dynalite, however many tasks wait. The numbers of tasks are in the
 * system property {@code waiting.sizes}; the profile {@code million} has 10,000 and a million.
 */
class ManyWaitingTasksIT {
    private static final int RUNS = 20;
    private static final PageRequest FIRST = PageRequest.first(25);

    @Test
    void whatACallCostsDoesNotDependOnHowManyTasksWait() throws Exception {
        Map<String, Long> fewest = new LinkedHashMap<>();
        for (String size : System.getProperty("waiting.sizes", "100,2000").split(",", -1)) {
            Map<String, Long> calls = measure(Integer.parseInt(size));
            fewest = fewest.isEmpty() ? calls : fewest;

            assertThat(calls).as(size + " tasks").isEqualTo(fewest);
        }
    }

    private static Map<String, Long> measure(int waiting) throws Exception {
        ScriptedHttp http = ScriptedHttp.connected();
        try (LocalTable table = LocalTable.onDisk();
                DynamoDbClient client =
                        LocalTable.client(table.endpoint()).httpClient(http).build()) {
            ManyTasks.load(table, Instant.now(), waiting);
            return measure(DynamoDbTokenStore.of(client, table.name()), new Measurement(http.operations, waiting));
        }
    }

    private static Map<String, Long> measure(TokenStore store, Measurement measured) {
        PendingTasks pending = PendingTasks.of(RecordingResponder.create().responder(), store);
        Instant until = Instant.now().plus(Duration.ofDays(30));
        measured.run("park", n -> pending.park("new-" + n, token(n), ManyTasks.info(until)));
        measured.run("decide", n -> pending.succeedJson("new-" + n, "{\"approved\":true}"));
        measured.run("first page", n -> full(pending.page(Listing.WAITING_BY_AGE, FIRST)));
        measured.run("by deadline", n -> full(pending.page(Listing.WAITING_BY_DEADLINE, FIRST)));
        measured.run("overdue page", n -> full(pending.overdue(Duration.ofDays(1), FIRST)));
        String second = pending.overdue(Duration.ofDays(1), FIRST).next().orElseThrow();
        measured.run("next page", n -> full(pending.overdue(Duration.ofDays(1), FIRST.after(second))));
        measured.run("decisions", n -> full(pending.page(Listing.DECIDED_NEWEST_FIRST, FIRST)));
        return measured.calls;
    }

    private static TaskToken token(int number) {
        return TaskToken.of(TestTokens.numbered(1000 + number));
    }

    private static void full(PendingPage page) {
        assertThat(page.tasks()).hasSize(25);
    }

    /** Counts the calls of each action, and prints its median time. */
    private static final class Measurement {
        private final List<String> operations;
        private final int waiting;
        private final Map<String, Long> calls = new LinkedHashMap<>();

        private Measurement(List<String> operations, int waiting) {
            this.operations = operations;
            this.waiting = waiting;
        }

        private void run(String action, IntConsumer call) {
            operations.clear();
            long[] nanos = new long[RUNS];
            for (int n = 0; n < RUNS; n++) {
                long since = System.nanoTime();
                call.accept(n);
                nanos[n] = System.nanoTime() - since;
            }
            long each = operations.size() / RUNS;
            calls.put(action, each);
            Arrays.sort(nanos);
            System.out.println(String.format(
                    Locale.ROOT,
                    "dynalite, %,d tasks wait: %s takes %d calls and %.1f ms (median of %d)",
                    waiting,
                    action,
                    each,
                    nanos[RUNS / 2] / 1e6,
                    RUNS));
        }
    }
}
