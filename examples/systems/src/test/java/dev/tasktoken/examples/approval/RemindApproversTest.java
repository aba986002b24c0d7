package dev.tasktoken.examples.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A week in which nobody decides, hour by hour. */
class RemindApproversTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RecordingResponder recording = RecordingResponder.create();
    private final PendingTasks pending = PendingTasks.builder(recording.responder(), TokenStore.inMemory(() -> now))
            .clock(() -> now)
            .build();
    private final List<String> sent = new ArrayList<>();
    private final RemindApproversHandler handler = new RemindApproversHandler(
            pending, (task, what) -> sent.add(what + " after " + Duration.between(task.since(), now)));

    private void park(String id, int token) {
        pending.park(id, TaskToken.of(TestTokens.numbered(token)));
    }

    @Test
    void remindsAfterADayEscalatesAfterThreeAndFailsByNameAfterSix() {
        park("order-1", 1);
        for (int hour = 0; hour < 7 * 24; hour++) {
            now = now.plus(Duration.ofHours(1));
            handler.run();
        }

        assertThat(sent).containsExactly("reminded after PT25H", "escalated after PT73H");
        assertThat(recording.task(TestTokens.numbered(1)).answer())
                .hasValueSatisfying(answer -> assertThat(answer.error()).contains("NobodyDecided"));
        assertThat(pending.audit("order-1"))
                .extracting(AuditEntry::detail)
                .containsSequence("reminded", "escalated", "NobodyDecided");
    }

    @Test
    void whoIsLateCatchesUpOnce() {
        IntStream.rangeClosed(1, 120).forEach(n -> park("order-" + n, n));
        now = now.plus(Duration.ofDays(4));

        assertThat(handler.run()).isEqualTo(Map.of("reminded", 120, "escalated", 120, "failed", 0));
        assertThat(handler.run()).isEqualTo(Map.of("reminded", 0, "escalated", 0, "failed", 0));
    }

    @Test
    void whatIsDecidedIsLeftAlone() {
        park("order-1", 1);
        pending.succeed("order-1", "yes");
        now = now.plus(Duration.ofDays(5));

        assertThat(handler.run().values()).containsOnly(0);
        assertThat(sent).isEmpty();
    }
}
