package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.dynamodb.ItemAnswer.Result;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * The decisions that version 0.1 recorded in users' items are read by every later one. The file is never changed; a
 * version that writes something else adds a file of its own, which {@code -Dgolden.write=FOLDER} makes.
 */
class GoldenItemsIT {
    private static final String FILE = "decided-items-0.1.jsonl";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern NONCE = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final PreparedAnswer DECLINED = new PreparedAnswer.Failure("Declined", "too expensive");

    private static LocalTable dynamoDb;

    private final RecordingResponder service = RecordingResponder.create();
    private DynamoDbClient client;
    private String table;
    private ItemTasks orders;

    @BeforeAll
    static void startDynamoDb() {
        dynamoDb = new LocalTable();
    }

    @AfterAll
    static void stopDynamoDb() {
        if (dynamoDb != null) {
            dynamoDb.close();
        }
    }

    @BeforeEach
    void createTable() {
        client = dynamoDb.client();
        table = "orders-" + UUID.randomUUID();
        LocalTable.createWithKey(client, table, "orderId");
        orders = tasks("taskToken");
    }

    @Test
    void aDecisionThatWasSentIsReturnedToWhoeverDecidesLate() throws IOException {
        load();

        ItemAnswer late = orders.fail("succeeded", "Late", "");

        assertThat(late.result()).isEqualTo(Result.DECIDED_BEFORE);
        assertThat(late.decision()).contains(new PreparedAnswer.Success("{\"approved\":true}"));
        assertThat(service.calls()).isEmpty();
    }

    @Test
    void aDecisionThatWasNotSentIsSent() throws IOException {
        load();

        ItemAnswer sent = orders.resend("undelivered").orElseThrow();

        assertThat(sent.decision()).contains(DECLINED);
        assertThat(sent.answers()).containsExactly(AnswerOutcome.ACCEPTED);
        assertThat(service.task(TestTokens.numbered(2)).answer()).isPresent();
        assertThat(item("undelivered")).doesNotContainKey("taskToken");
    }

    @Test
    void aDecisionOnSeveralTokensIsSentToAll() throws IOException {
        load();

        assertThat(tasks("taskTokens").resend("list").orElseThrow().answers())
                .containsExactly(AnswerOutcome.ACCEPTED, AnswerOutcome.ACCEPTED);
        assertThat(service.task(TestTokens.numbered(4)).answer()).isPresent();
    }

    @Test
    void theTokenOfALaterAttemptWaits() throws IOException {
        load();

        assertThat(orders.resend("retried")).isEmpty();
        assertThat(orders.succeed("retried", 1).result()).isEqualTo(Result.RECORDED);
        assertThat(service.task(TestTokens.numbered(6)).answer()).isPresent();
    }

    /** If it fails, this version writes something else: add its file, and tests of that one. */
    @Test
    void thisVersionWritesTheSame() throws IOException {
        fill();

        String items = items();
        String folder = System.getProperty("golden.write", "");
        if (!folder.isEmpty()) {
            Files.writeString(Path.of(folder, FILE), items);
        }
        assertThat(withoutNonces(items)).isEqualTo(withoutNonces(text()));
    }

    private void fill() {
        put("succeeded", "taskToken", token(1));
        orders.succeed("succeeded", Map.of("approved", true));
        put("undelivered", "taskToken", token(2));
        refuse(1);
        orders.fail("undelivered", "Declined", "too expensive");
        put("list", "taskTokens", AttributeValue.fromL(List.of(token(3), token(4))));
        refuse(2);
        tasks("taskTokens").fail("list", "Declined", "too expensive");
        put("retried", "taskToken", token(5));
        orders.succeed("retried", "first");
        Map<String, AttributeValue> retried = new HashMap<>(item("retried"));
        retried.put("taskToken", token(6)); // as an update by the state does
        put(retried);
    }

    private ItemTasks tasks(String tokenAttribute) {
        return ItemTasks.builder(service.responder(), client, table, "orderId")
                .tokenAttribute(tokenAttribute)
                .statusAttribute("status")
                .clock(() -> NOW)
                .build();
    }

    private void refuse(int calls) {
        for (int n = 0; n < calls; n++) {
            service.refuseNext(SfnException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .build())
                    .build());
        }
    }

    private static AttributeValue token(int number) {
        return AttributeValue.fromS(TestTokens.numbered(number));
    }

    private void put(String id, String attribute, AttributeValue tokens) {
        put(Map.of("orderId", AttributeValue.fromS(id), "status", AttributeValue.fromS("WAITING"), attribute, tokens));
    }

    private void put(Map<String, AttributeValue> item) {
        client.putItem(put -> put.tableName(table).item(item));
    }

    private Map<String, AttributeValue> item(String id) {
        return client.getItem(get -> get.tableName(table).key(Map.of("orderId", AttributeValue.fromS(id))))
                .item();
    }

    private String items() {
        return client.scan(scan -> scan.tableName(table)).items().stream()
                .map(item -> ItemJson.of(item) + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    private void load() throws IOException {
        for (String line : text().split("\n", -1)) {
            if (!line.isEmpty()) {
                put(ItemJson.read(JsonMapper.builder().build().readTree(line)));
            }
        }
    }

    private static String withoutNonces(String items) {
        return NONCE.matcher(items).replaceAll("nonce");
    }

    private static String text() throws IOException {
        try (InputStream file = Objects.requireNonNull(GoldenItemsIT.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
