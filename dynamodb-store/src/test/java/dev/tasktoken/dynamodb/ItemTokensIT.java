package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.dynamodb.ItemAnswer.Result;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TaskCall;
import dev.tasktoken.testkit.TestTokens;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tokens that take one another's place in one item, and tokens where none may be kept. */
class ItemTokensIT {
    private static final String FIRST = TestTokens.numbered(1);
    private static final String SECOND = TestTokens.numbered(2);

    private static LocalTable dynamoDb;

    private final RecordingResponder recording = RecordingResponder.create();
    private WrittenItems written;
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
    void start() {
        written = new WrittenItems(dynamoDb.client());
        orders = tasks(dynamoDb.client());
    }

    @AfterEach
    void stop() {
        written.close();
    }

    private ItemTasks tasks(DynamoDbClient client) {
        return ItemTasks.builder(recording.responder(), client, written.table(), "orderId")
                .statusAttribute("status")
                .waitingStatus("WAITING")
                .build();
    }

    /** As a state does that updates the item and waits. */
    private void update(String token) {
        written.set("order-1", "taskToken", AttributeValue.fromS(token));
        written.set("order-1", "status", AttributeValue.fromS("WAITING"));
    }

    private List<String> calls(String token) {
        return recording.task(token).calls().stream().map(TaskCall::operation).toList();
    }

    @Test
    void aSecondStateOfTheSameItemIsDecidedByItself() {
        update(FIRST);
        orders.succeed("order-1", Map.of("approved", true));
        update(SECOND);

        ItemAnswer answer = orders.fail("order-1", "Rejected", "too expensive");

        assertThat(answer.result()).isEqualTo(Result.RECORDED);
        assertThat(answer.decision()).contains(new PreparedAnswer.Failure("Rejected", "too expensive"));
        assertThat(calls(FIRST)).containsExactly("SendTaskSuccess");
        assertThat(calls(SECOND)).containsExactly("SendTaskFailure");
        assertThat(orders.succeed("order-1", 1).result()).isEqualTo(Result.DECIDED_BEFORE);
        assertThat(written.item("order-1")).containsEntry("status", AttributeValue.fromS("FAILED"));
    }

    @Test
    void aResendDoesNotGiveAnotherAttemptTheEarlierDecision() {
        update(FIRST);
        orders.succeed("order-1", 1);
        update(SECOND);

        assertThat(orders.resend("order-1")).isEmpty();

        assertThat(calls(SECOND)).isEmpty();
        assertThat(orders.tokens("order-1")).hasSize(1);
    }

    @Test
    void aTokenThatTakesThePlaceOfTheOneBeingSentGetsNoEarlierDecision() {
        update(FIRST);
        ScriptedHttp http = ScriptedHttp.connected();
        try (DynamoDbClient client =
                LocalTable.client(dynamoDb.endpoint()).httpClient(http).build()) {
            http.next(ExecutableHttpRequest::call, ExecutableHttpRequest::call, removal -> {
                update(SECOND);
                return removal.call();
            });

            assertThat(tasks(client).succeed("order-1", 1).result()).isEqualTo(Result.RECORDED);
        }

        assertThat(calls(FIRST)).containsExactly("SendTaskSuccess");
        assertThat(calls(SECOND)).isEmpty();
        assertThat(orders.fail("order-1", "Rejected", "no").result()).isEqualTo(Result.RECORDED);
    }

    @Test
    void aSecondDecisionWhoseResponseWasLostIsThisCalls() {
        update(FIRST);
        orders.succeed("order-1", 1);
        update(SECOND);
        ScriptedHttp http = ScriptedHttp.connected();
        try (DynamoDbClient client =
                LocalTable.client(dynamoDb.endpoint()).httpClient(http).build()) {
            http.next(ExecutableHttpRequest::call, ScriptedHttp.lostAnswer());

            assertThat(tasks(client).fail("order-1", "Rejected", "no").result()).isEqualTo(Result.RECORDED);
        }

        assertThat(calls(SECOND)).containsExactly("SendTaskFailure");
    }

    @Test
    void aDecisionThatDoesNotSayForWhichTokensCountsForTheOneThatIsThere() {
        update(FIRST);
        written.set(
                "order-1",
                "decision",
                AttributeValue.fromM(Map.of(
                        "output", AttributeValue.fromS("1"),
                        "at", AttributeValue.fromS("2026-11-28T12:00:00Z"),
                        "nonce", AttributeValue.fromS("n"))));

        assertThat(orders.fail("order-1", "Rejected", "no").result()).isEqualTo(Result.DECIDED_BEFORE);
        assertThat(calls(FIRST)).containsExactly("SendTaskSuccess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "\\u003d"})
    void anOutputThatHoldsATokenOfTheItemFailsTheTasks(String spelling) {
        written.set("order-1", "taskToken", AttributeValue.fromL(List.of(text(FIRST), text(SECOND))));
        written.set("order-1", "status", AttributeValue.fromS("WAITING"));

        ItemAnswer answer = orders.succeedJson("order-1", "{\"item\":\"" + SECOND.replace("=", spelling) + "\"}");

        assertThat(answer.decision())
                .hasValueSatisfying(decision -> assertThat(decision).hasToString("Failure[OutputHoldsToken]"));
        assertThat(answer.result()).isEqualTo(Result.RECORDED);
        assertThat(calls(FIRST)).containsExactly("SendTaskFailure");
        assertThat(written.item("order-1").toString()).doesNotContain(TestTokens.PREFIX);
    }

    @Test
    void noExceptionQuotesATokenOfTheItem() {
        ScriptedHttp http = ScriptedHttp.connected();
        update(FIRST);
        try (DynamoDbClient client =
                LocalTable.client(dynamoDb.endpoint()).httpClient(http).build()) {
            http.next(
                    ExecutableHttpRequest::call,
                    ScriptedHttp.error(
                            400, "ValidationException", "Invalid request: :tokens is " + FIRST.substring(32)));

            Throwable thrown = catchThrowable(() -> tasks(client).succeed("order-1", 1));

            assertThat(thrown).isInstanceOf(StoreNotPermittedException.class);
            StringWriter printed = new StringWriter();
            thrown.printStackTrace(new PrintWriter(printed));
            assertThat(printed.toString()).doesNotContain(TestTokens.PREFIX);
        }
    }

    @Test
    void attributesWhoseNamesHaveOneHashAreKeptApart() {
        ItemTasks named = ItemTasks.builder(recording.responder(), dynamoDb.client(), written.table(), "orderId")
                .tokenAttribute("Aa")
                .decisionAttribute("BB")
                .build();
        written.set("order-1", "Aa", text(FIRST));

        assertThat(named.succeed("order-1", 1).result()).isEqualTo(Result.RECORDED);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
