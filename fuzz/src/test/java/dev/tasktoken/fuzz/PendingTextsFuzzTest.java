package dev.tasktoken.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.JobEvents;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What reaches pending tasks from outside: cursors of pages, links, events of jobs. The first field says which. */
class PendingTextsFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobEvents EVENTS =
            JobEvents.of("/detail/job", "/detail/status").succeeded("DONE").failed("FAILED");
    private static final CallbackLinks LINKS = CallbackLinks.builder(URI.create("https://example.org/decide"))
            .signingKey("k1", "a key of 32 bytes for fuzzing only".getBytes(StandardCharsets.UTF_8))
            .action("approve")
            .clock(() -> NOW)
            .build();
    private static final PendingTasks PENDING = pending();

    private static PendingTasks pending() {
        PendingTasks pending = PendingTasks.builder(responder(), TokenStore.inMemory(() -> NOW))
                .clock(() -> NOW)
                .build();
        for (int i = 1; i <= 3; i++) {
            pending.park("order-" + i, TaskToken.of(TestTokens.numbered(i)), info(i));
        }
        return pending;
    }

    private static PendingTaskInfo info(int number) {
        return PendingTaskInfo.builder()
                .until(NOW.plusSeconds(60L * number))
                .event("job-" + number)
                .build();
    }

    private static TokenResponder responder() {
        return RecordingResponder.create().responder();
    }

    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void takesNothingThatIsNotItsOwn(byte[] raw) {
        Input input = Input.of(raw);
        try {
            Outcome.requireNoToken(String.valueOf(read(input.text(0), input.text(1))));
        } catch (IllegalArgumentException | TaskTokenException refused) {
            Outcome.requireNoToken(String.valueOf(refused.getMessage()));
        }
    }

    private static Object read(String kind, String text) {
        return switch (kind) {
            case "c" ->
                PENDING.page(Listing.WAITING_BY_AGE, PageRequest.first(2).after(text));
            case "d" ->
                PENDING.page(Listing.WAITING_BY_DEADLINE, PageRequest.first(2).after(text));
            case "l" -> LINKS.verify(text);
            case "e" -> EVENTS.signal(text, pending()); // of its own, which nobody fills
            default -> List.of();
        };
    }
}
