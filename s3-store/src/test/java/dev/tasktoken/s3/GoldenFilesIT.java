package dev.tasktoken.s3;

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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of version 0.1, under their keys, are read by every later one. The file is never changed; a version that
 * writes something else adds a file of its own, which {@code -Dgolden.write=FOLDER} makes.
 */
class GoldenFilesIT {
    private static final String WRITE = System.getProperty("golden.write", "");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LONG_ID = "order-" + "7".repeat(300);

    private final RecordingResponder service = RecordingResponder.create();
    private LocalS3 s3;
    private PendingTasks pending;

    @BeforeEach
    void load() throws Exception {
        if (!WRITE.isEmpty()) {
            write();
        }
        s3 = LocalS3.start();
        try (InputStream file = Objects.requireNonNull(GoldenFilesIT.class.getResourceAsStream("objects-0.1.tsv"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::put);
        }
        pending = pending(service, s3.store());
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

    @AfterEach
    void stop() {
        s3.close();
    }

    private void put(String line) {
        String[] parts = line.split("\t", 3);
        Map<String, String> metadata = parts[1].isEmpty() ? Map.of() : Map.of("tasktoken-id", parts[1]);
        s3.client()
                .putObject(
                        put -> put.bucket(LocalS3.BUCKET).key(parts[0]).metadata(metadata),
                        RequestBody.fromString(parts[2]));
    }

    private static void write() throws Exception {
        List<String> lines = new ArrayList<>();
        try (LocalS3 s3 = LocalS3.start()) {
            fill(s3.store());
            for (S3Object object : s3.client()
                    .listObjectsV2(list -> list.bucket(LocalS3.BUCKET))
                    .contents()) {
                ResponseBytes<GetObjectResponse> bytes = s3.client()
                        .getObjectAsBytes(get -> get.bucket(LocalS3.BUCKET).key(object.key()));
                String id = bytes.response().metadata().getOrDefault("tasktoken-id", "");
                lines.add(object.key() + "\t" + id + "\t" + bytes.asUtf8String());
            }
        }
        Files.write(Path.of(WRITE).resolve("objects-0.1.tsv"), lines);
    }
}
