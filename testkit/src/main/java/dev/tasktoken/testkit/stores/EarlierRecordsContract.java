package dev.tasktoken.testkit.stores;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an earlier version of a {@link TokenStore} wrote is read by this one: extend it beside
 * {@link TokenStoreContract}, once for each version that wrote something else, with a file of what that version wrote.
 * The file is a resource in the package of your test and is never changed.
 *
 * <p>The system property {@code golden.write} makes the file of this version: it names a folder, into which each test
 * class writes a file of its own name.
 */
public abstract class EarlierRecordsContract {
    /** The time at which the records were written. */
    protected static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final String LONG_ID = "order-" + "7".repeat(300);

    /** What each write has of its own. */
    private static final Pattern NONCE = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final RecordingResponder service = RecordingResponder.create();
    private @Nullable Storage opened;

    /** For subclasses. */
    protected EarlierRecordsContract() {}

    /** Where a store keeps its records, for one test. */
    protected interface Storage extends AutoCloseable {
        /**
         * Returns the store.
         *
         * @return a store; its clock, if it has one, returns {@link EarlierRecordsContract#NOW}
         */
        TokenStore store();

        /**
         * Returns all that is stored, in the form of the file.
         *
         * @return the same text for the same records
         * @throws Exception if it cannot be read
         */
        String save() throws Exception;

        @Override
        void close();
    }

    /**
     * Returns the name of the file that the earlier version wrote.
     *
     * @return the name of a resource, relative to the test's package
     */
    protected abstract String file();

    /**
     * Returns a storage without records.
     *
     * @return a new storage
     * @throws Exception if it cannot be opened
     */
    protected abstract Storage empty() throws Exception;

    /**
     * Returns a storage that holds what the file says.
     *
     * @param saved the file's text
     * @return a new storage
     * @throws Exception if it cannot be opened
     */
    protected abstract Storage restored(String saved) throws Exception;

    @Test
    void aTaskThatWaitsIsListedAndDecided() throws Exception {
        PendingTasks pending = earlier();

        List<PendingTask> waiting =
                pending.page(Listing.WAITING_BY_DEADLINE, PageRequest.first(10)).tasks();

        assertThat(waiting).extracting(PendingTask::id).containsExactly("waiting");
        assertThat(waiting.get(0).context().summary()).contains("Refund order 42?");
        assertThat(pending.succeed("waiting", 1)).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(service.task(TestTokens.numbered(1)).answer()).isPresent();
    }

    @Test
    void aTaskWithALongIdIsListed() throws Exception {
        assertThat(earlier().waiting().map(PendingTask::id)).contains(LONG_ID);
    }

    @Test
    void aDecisionIsReturnedToWhoeverDecidesLate() throws Exception {
        PendingTasks pending = earlier();

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
    void aVoteCountsOn() throws Exception {
        PendingTasks pending = earlier();
        String attempt = pending.find("voting").orElseThrow().attempt();

        assertThat(pending.decide("voting", attempt, new Decision.Success("1"), DecidedBy.person("bob")))
                .isInstanceOf(DecisionOutcome.Recorded.class);
    }

    /** If it fails, this version writes something else: add its file, and a test of that one. */
    @Test
    void thisVersionWritesTheSame() throws Exception {
        String now = written();

        assertThat(withoutNonces(now)).isEqualTo(withoutNonces(savedAgain()));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private PendingTasks earlier() throws Exception {
        Storage storage = restored(text());
        opened = storage;
        return pending(service, storage.store());
    }

    private String written() throws Exception {
        try (Storage storage = empty()) {
            fill(storage.store());
            String folder = System.getProperty("golden.write", "");
            if (!folder.isEmpty()) {
                Files.writeString(Path.of(folder, getClass().getSimpleName()), storage.save());
            }
            return storage.save();
        }
    }

    private String savedAgain() throws Exception {
        try (Storage storage = restored(text())) {
            return storage.save();
        }
    }

    private static String withoutNonces(String saved) {
        return NONCE.matcher(saved).replaceAll("nonce");
    }

    private String text() throws IOException {
        try (InputStream saved = Objects.requireNonNull(getClass().getResourceAsStream(file()), file())) {
            return new String(saved.readAllBytes(), StandardCharsets.UTF_8);
        }
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
}
