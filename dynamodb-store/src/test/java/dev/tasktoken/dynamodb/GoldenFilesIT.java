package dev.tasktoken.dynamodb;

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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of version 0.1 are read by every later one. The file is never changed; a version that writes something else
 * adds a file of its own, which {@code -Dgolden.write=FOLDER} makes.
 */
class GoldenFilesIT {
    private static final String WRITE = System.getProperty("golden.write", "");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LONG_ID = "order-" + "7".repeat(300);

    private final RecordingResponder service = RecordingResponder.create();
    private LocalTable table;
    private PendingTasks pending;

    @BeforeEach
    void load() throws Exception {
        if (!WRITE.isEmpty()) {
            write();
        }
        table = new LocalTable();
        try (InputStream file = Objects.requireNonNull(GoldenFilesIT.class.getResourceAsStream("items-0.1.tsv"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::put);
        }
        pending = pending(service, store(table));
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
        if (table != null) {
            table.close();
        }
    }

    private static TokenStore store(LocalTable table) {
        return DynamoDbTokenStore.builder(table.client(), table.name())
                .clock(() -> NOW)
                .build();
    }

    /** Each attribute's name, type and value, in this order. */
    private void put(String line) {
        Map<String, AttributeValue> item = new HashMap<>();
        String[] parts = line.split("\t", -1);
        for (int i = 0; i + 2 < parts.length; i += 3) {
            item.put(
                    parts[i],
                    switch (parts[i + 1]) {
                        case "S" -> AttributeValue.fromS(parts[i + 2]);
                        case "N" -> AttributeValue.fromN(parts[i + 2]);
                        default ->
                            AttributeValue.fromB(
                                    SdkBytes.fromByteArray(Base64.getDecoder().decode(parts[i + 2])));
                    });
        }
        table.client().putItem(put -> put.tableName(table.name()).item(item));
    }

    private static void write() throws Exception {
        List<String> lines = new ArrayList<>();
        try (LocalTable table = new LocalTable()) {
            fill(store(table));
            for (Map<String, AttributeValue> item :
                    table.client().scan(scan -> scan.tableName(table.name())).items()) {
                List<String> parts = new ArrayList<>();
                new TreeMap<>(item).forEach((name, value) -> parts.addAll(written(name, value)));
                lines.add(String.join("\t", parts));
            }
        }
        Files.write(
                Path.of(WRITE).resolve("items-0.1.tsv"), lines.stream().sorted().toList());
    }

    private static List<String> written(String name, AttributeValue value) {
        if (value.s() != null) {
            return List.of(name, "S", value.s());
        }
        return value.n() != null
                ? List.of(name, "N", value.n())
                : List.of(
                        name, "B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
    }
}
