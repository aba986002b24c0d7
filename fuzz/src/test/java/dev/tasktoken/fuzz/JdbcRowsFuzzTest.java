package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.jdbc.JdbcTokenStore;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that somebody changed: times, names and ids that no version writes. The first field says which column of which
 * table, the second what it gets. Contents are damaged in {@link StoredRecordsFuzzTest}.
 */
class JdbcRowsFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> COLUMNS = List.of("listed_at", "listed_until", "expires_at", "name", "id");

    static Stream<byte[]> seeds() {
        return Stream.of(
                Input.joined("0w", "-9223372036854775808"),
                Input.joined("0d", "9223372036854775807"),
                Input.joined("1w", "9223372036854775807"),
                Input.joined("1d", "0"),
                Input.joined("2w", "9223372036854775807"),
                Input.joined("3w", "parked-99999999999999999999"),
                Input.joined("3d", "decided-000001-"),
                Input.joined("4w", "order-3"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void believesNoDamagedRow(byte[] raw) {
        Input input = Input.of(raw);
        String which = input.text(0);
        String column = COLUMNS.get(Math.floorMod(which.hashCode(), COLUMNS.size()));
        JdbcTokenStore store =
                JdbcTokenStore.builder(DamagedTable.emptied()).clock(() -> NOW).build();
        RecordingResponder service = RecordingResponder.create();
        PendingTasks pending = PendingTasks.builder(service.responder(), store)
                .clock(() -> NOW)
                .build();
        for (int i = 1; i <= 2; i++) {
            pending.park("order-" + i, TaskToken.of(i == 1 ? Tokens.OWN : Tokens.PARENTS.get(0)), info());
        }
        pending.succeed("order-2", true);
        DamagedTable.damage(which.endsWith("d") ? "tasktoken_decisions" : "tasktoken_tokens", column, input.text(1));

        readAll(store, pending);

        assertThat(service.answers().stream().filter(answer -> isOf(answer.fingerprint(), Tokens.PARENTS.get(0))))
                .hasSizeLessThanOrEqualTo(2); // the one above, sent again perhaps
    }

    private static boolean isOf(String fingerprint, String token) {
        return TaskToken.of(token).fingerprint().equals(fingerprint);
    }

    private static PendingTaskInfo info() {
        return PendingTaskInfo.builder().until(NOW.plusSeconds(60)).build();
    }

    private static void readAll(JdbcTokenStore store, PendingTasks pending) {
        for (Listing listing : Listing.values()) {
            read(() -> pages(pending, listing));
        }
        for (TokenStore.Area area : TokenStore.Area.values()) {
            read(() -> store.ids(area).count()); // which are shown as they are
            read(() -> store.names(area, "order-1").size());
        }
        for (String id : Set.of("order-1", "order-2")) {
            read(() -> pending.find(id));
            read(() -> pending.audit(id));
            read(() -> pending.resend(id));
        }
        read(() -> pending.succeed("order-1", 1));
        read(store::purge);
    }

    /** Each page, of which there can be no more than there are records. */
    private static Object pages(PendingTasks pending, Listing listing) {
        PendingPage page = pending.page(listing, PageRequest.first(1));
        for (int i = 0; i < 3 && page.next().isPresent(); i++) {
            Outcome.requireNoToken(page.toString());
            page = pending.page(listing, PageRequest.first(1).after(page.next().get()));
        }
        assertThat(page.next()).isEmpty();
        return page.tasks();
    }

    private static void read(Supplier<Object> reading) {
        try {
            Outcome.requireNoToken(String.valueOf(reading.get()));
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
        }
    }
}
