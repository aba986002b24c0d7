package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Records that somebody damaged in the store. The first field says which of a task's records has the second's text. */
class StoredRecordsFuzzTest {
    private static final String ID = "order-1";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DecidedBy ALICE = DecidedBy.person("alice").withComment("fine");

    /** What this token's attempt is called. */
    private static final String ATTEMPT = attempt();

    /** The records of a task on which people vote, and of one that is decided, as this version writes them. */
    private record Written(TokenStore.Key key, String text) {}

    private static final List<Written> VOTED = written(false);
    private static final List<Written> DECIDED = written(true);

    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void believesNoDamagedRecord(byte[] raw) {
        Input input = Input.of(raw);
        List<Written> records = input.text(0).startsWith("d") ? DECIDED : VOTED;
        int damaged = Math.floorMod(input.text(0).hashCode(), records.size());
        TokenStore store = TokenStore.inMemory(() -> NOW);
        for (int i = 0; i < records.size(); i++) {
            store.create(
                    records.get(i).key(),
                    i == damaged ? input.text(1) : records.get(i).text(),
                    Duration.ofDays(1));
        }

        readAll(pending(store));
    }

    private static void readAll(PendingTasks pending) {
        List<Supplier<Object>> readings = List.of(
                () -> {
                    pending.find(ID).ifPresent(task -> assertThat(task.id()).isEqualTo(ID));
                    return pending.find(ID);
                },
                () -> pending.audit(ID),
                () -> pending.votes(ID, ATTEMPT),
                () -> pending.page(Listing.WAITING_BY_AGE, PageRequest.first(2)).tasks(),
                () -> pending.resend(ID),
                () -> pending.decide(ID, ATTEMPT, new Decision.Success("1"), DecidedBy.person("bob")),
                () -> pending.succeed(ID, 1));
        readings.forEach(StoredRecordsFuzzTest::read);
    }

    private static void read(Supplier<Object> reading) {
        try {
            Outcome.requireNoToken(String.valueOf(reading.get()));
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
        }
    }

    private static PendingTasks pending(TokenStore store) {
        return PendingTasks.builder(RecordingResponder.create().responder(), store)
                .clock(() -> NOW)
                .build();
    }

    private static List<Written> written(boolean decided) {
        TokenStore store = TokenStore.inMemory(() -> NOW);
        PendingTasks pending = pending(store);
        pending.park(ID, TaskToken.of(Tokens.OWN), info(decided));
        pending.note(ID, ATTEMPT, "reminded");
        pending.decide(ID, ATTEMPT, new Decision.Success("{\"ok\":true}"), ALICE);
        return records(store);
    }

    private static PendingTaskInfo info(boolean decided) {
        PendingTaskInfo.Builder info =
                PendingTaskInfo.builder().until(NOW.plusSeconds(60)).event("job-1");
        return (decided ? info : info.policy(ApprovalPolicy.approvals(2))).build();
    }

    private static String attempt() {
        PendingTasks pending = pending(TokenStore.inMemory(() -> NOW));
        pending.park(ID, TaskToken.of(Tokens.OWN));
        return pending.find(ID).orElseThrow().attempt();
    }

    private static List<Written> records(TokenStore store) {
        List<Written> records = new ArrayList<>();
        for (TokenStore.Area area : TokenStore.Area.values()) {
            store.names(area, ID).stream().sorted(Comparator.naturalOrder()).forEach(name -> {
                TokenStore.Key key = new TokenStore.Key(area, ID, name);
                Optional<String> text = store.read(key);
                text.ifPresent(found -> records.add(new Written(key, found)));
            });
        }
        return records;
    }
}
