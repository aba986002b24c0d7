package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.dynamodb.ItemAnswer.Result;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tokens that a state machine wrote into a table by itself, from the state to the execution's end. */
class ItemTasksIT {
    private static final int RACES = 40;
    private static final int CALLERS = 8;

    private static LocalTable dynamoDb;

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
        orders = tasks(dynamoDb.client()).build();
    }

    @AfterEach
    void stop() {
        written.close();
    }

    private ItemTasks.Builder tasks(DynamoDbClient client) {
        return ItemTasks.builder(TokenResponder.of(written.sfn()), client, written.table(), "orderId")
                .statusAttribute("status")
                .waitingStatus("WAITING")
                .succeededStatus("APPROVED")
                .failedStatus("REJECTED");
    }

    private ItemTasks.Builder lists() {
        return ItemTasks.builder(TokenResponder.of(written.sfn()), dynamoDb.client(), written.table(), "orderId")
                .tokenAttribute("taskTokens");
    }

    @Test
    void succeedsMovesTheStatusAndRemovesTheToken() throws Exception {
        String[] executions = written.putItems("order-1");

        ItemAnswer answer = orders.succeed("order-1", Map.of("approved", true));

        assertThat(answer.result()).isEqualTo(Result.RECORDED);
        assertThat(answer.answers()).containsExactly(AnswerOutcome.ACCEPTED);
        assertThat(written.ended(executions[0]).output()).contains("{\"approved\":true}");
        assertThat(written.item("order-1"))
                .containsEntry("status", AttributeValue.fromS("APPROVED"))
                .doesNotContainKey("taskToken");
    }

    @Test
    void failsAndTheLaterDecisionIsNotTaken() throws Exception {
        String[] executions = written.putItems("order-1");

        assertThat(orders.fail("order-1", "Rejected", "too expensive").isRecorded())
                .isTrue();
        ItemAnswer late = orders.succeed("order-1", 1);

        assertThat(late.result()).isEqualTo(Result.DECIDED_BEFORE);
        assertThat(late.isRecorded()).isFalse();
        assertThat(late.decision()).contains(new PreparedAnswer.Failure("Rejected", "too expensive"));
        assertThat(late.answers()).isEmpty();
        assertThat(written.ended(executions[0]).error()).contains("Rejected");
        assertThat(written.item("order-1")).containsEntry("status", AttributeValue.fromS("REJECTED"));
    }

    @Test
    void oneDecisionAnswersAllTasksOfAList() throws Exception {
        String[] executions = written.addTokens("job-1", 3);
        ItemTasks jobs = lists().build();
        assertThat(jobs.tokens("job-1")).hasSize(3);

        ItemAnswer answer = jobs.succeedJson("job-1", "{\"status\":\"SUCCEEDED\"}");

        assertThat(answer.answers())
                .containsExactly(AnswerOutcome.ACCEPTED, AnswerOutcome.ACCEPTED, AnswerOutcome.ACCEPTED);
        for (String execution : executions) {
            assertThat(written.ended(execution).output()).contains("{\"status\":\"SUCCEEDED\"}");
        }
        assertThat(jobs.tokens("job-1")).isEmpty();
        assertThat(jobs.succeedJson("job-1", "2").result()).isEqualTo(Result.DECIDED_BEFORE);
    }

    @Test
    void aTaskThatIsAddedAfterTheDecisionGetsItFromTheNextCall() throws Exception {
        ItemTasks jobs = lists().build();
        written.addTokens("job-1", 1);
        jobs.succeed("job-1", "first");
        String[] late = written.addTokens("job-1", 1);

        Optional<ItemAnswer> resent = jobs.resend("job-1");

        assertThat(resent.orElseThrow().answers()).containsExactly(AnswerOutcome.ACCEPTED);
        assertThat(written.ended(late[0]).output()).contains("\"first\"");
    }

    @Test
    void aSetOfTokensIsAnsweredAsAListIs() {
        RecordingResponder recording = RecordingResponder.create();
        ItemTasks jobs = ItemTasks.builder(recording.responder(), dynamoDb.client(), written.table(), "orderId")
                .tokenAttribute("taskTokens")
                .build();
        written.set(
                "job-1", "taskTokens", AttributeValue.fromSs(List.of(TestTokens.numbered(1), TestTokens.numbered(2))));

        assertThat(jobs.fail("job-1", "Failed", "token " + TestTokens.numbered(2))
                        .answers())
                .hasSize(2);

        assertThat(written.item("job-1").toString()).doesNotContain(TestTokens.PREFIX);
        assertThat(recording.answers()).hasSize(2);
    }

    @Test
    void aRetriedStatePutsANewItemWhichIsDecidedAnew() throws Exception {
        String[] executions = written.putItems("order-1");
        CountDownLatch again = written.expectWrites(1);
        orders.fail("order-1", "TryAgain", "once");
        assertThat(again.await(2, TimeUnit.MINUTES)).isTrue();

        assertThat(orders.succeed("order-1", 2).result()).isEqualTo(Result.RECORDED);

        assertThat(written.ended(executions[0]).output()).contains("2");
    }

    @Test
    void nothingIsDecidedWhereNothingWaits() throws Exception {
        written.putItems("order-1");
        written.set("order-1", "status", AttributeValue.fromS("CANCELLED"));
        written.set("empty", "status", AttributeValue.fromS("WAITING"));

        assertThat(orders.succeed("order-1", 1)).isEqualTo(ItemAnswer.notWaiting());
        assertThat(orders.succeed("empty", 1).result()).isEqualTo(Result.NOT_WAITING);
        assertThat(orders.succeed("missing", 1).result()).isEqualTo(Result.NOT_WAITING);
        assertThat(orders.resend("order-1")).isEmpty();
        assertThat(orders.tokens("missing")).isEmpty();
        assertThat(written.item("missing")).isEmpty();
    }

    @Test
    void aDecisionThatCouldNotBeSentIsSentByTheNextCall() throws Exception {
        String[] executions = written.putItems("order-1");
        written.stepFunctions()
                .faults()
                .inject(Fault.accessDenied().operations("SendTaskSuccess").times(1));

        ItemAnswer first = orders.succeed("order-1", "first");
        ItemAnswer second = orders.succeed("order-1", "second");

        assertThat(first.result()).isEqualTo(Result.UNDELIVERED);
        assertThat(second.result()).isEqualTo(Result.DECIDED_BEFORE);
        assertThat(second.answers()).containsExactly(AnswerOutcome.ACCEPTED);
        assertThat(written.ended(executions[0]).output()).contains("\"first\"");
        assertThat(orders.tokens("order-1")).isEmpty();
    }

    @Test
    void aRecordingWhoseResponseWasLostIsThisCalls() throws Exception {
        String[] executions = written.putItems("order-1");
        ScriptedHttp http = ScriptedHttp.connected();
        try (DynamoDbClient client =
                LocalTable.client(dynamoDb.endpoint()).httpClient(http).build()) {
            http.next(ExecutableHttpRequest::call, ScriptedHttp.lostAnswer());

            ItemAnswer answer = tasks(client).build().succeed("order-1", "mine");

            assertThat(answer.result()).isEqualTo(Result.RECORDED);
            assertThat(http.operations).containsExactly("GetItem", "UpdateItem", "UpdateItem", "GetItem", "UpdateItem");
            assertThat(written.ended(executions[0]).output()).contains("\"mine\"");
        }
    }

    @Test
    void whatStepFunctionsSaidIsReportedAlthoughTheTokenCouldNotBeRemoved() throws Exception {
        written.putItems("order-1");
        ScriptedHttp http = ScriptedHttp.connected();
        try (DynamoDbClient client =
                LocalTable.client(dynamoDb.endpoint()).httpClient(http).build()) {
            http.next(
                    ExecutableHttpRequest::call,
                    ExecutableHttpRequest::call,
                    ScriptedHttp.error(400, "AccessDeniedException", "no"));

            assertThat(tasks(client).build().succeed("order-1", 1).answers()).containsExactly(AnswerOutcome.ACCEPTED);
            assertThat(orders.tokens("order-1")).hasSize(1);
            assertThat(orders.resend("order-1").orElseThrow().answers()).containsExactly(AnswerOutcome.ALREADY_CLOSED);
            assertThat(orders.tokens("order-1")).isEmpty();
        }
    }

    @Test
    void anAttributeOfAnotherProgramIsNotTakenForADecision() throws Exception {
        written.putItems("order-1");
        written.set("order-1", "decision", AttributeValue.fromS("theirs"));

        assertThatThrownBy(() -> orders.succeed("order-1", 1))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("decisionAttribute");
    }

    @Test
    void aTextThatIsNoTokenIsRefusedAndNothingIsRecorded() {
        written.set("job-1", "taskTokens", AttributeValue.fromL(List.of(AttributeValue.fromS("$$.Task.Token"))));

        assertThatThrownBy(() -> lists().build().succeed("job-1", 1)).isInstanceOf(InvalidTaskTokenException.class);
        assertThat(written.item("job-1")).doesNotContainKey("decision");
    }

    @Test
    void aTokenThatTheServiceCannotDecodeDoesNotKeepTheOthersWaiting() throws Exception {
        String[] executions = written.addTokens("job-1", 1);
        List<AttributeValue> tokens = List.of(
                AttributeValue.fromS("not-of-this-region"),
                Objects.requireNonNull(written.item("job-1").get("taskTokens"))
                        .l()
                        .get(0));
        written.set("job-1", "taskTokens", AttributeValue.fromL(tokens));

        assertThatThrownBy(() -> lists().build().succeed("job-1", 1)).isInstanceOf(InvalidTaskTokenException.class);

        assertThat(written.ended(executions[0]).output()).contains("1");
    }

    @Test
    void ofEightCallersOneDecidesEachItem() throws Exception {
        String[] ids = IntStream.range(0, RACES).mapToObj(n -> "order-" + n).toArray(String[]::new);
        String[] executions = written.putItems(ids);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            for (int n = 0; n < RACES; n++) {
                String id = ids[n];
                List<Callable<ItemAnswer>> calls = IntStream.range(0, CALLERS)
                        .<Callable<ItemAnswer>>mapToObj(caller -> () -> orders.succeedJson(id, "" + caller))
                        .toList();
                List<String> winners = new ArrayList<>();
                List<Future<ItemAnswer>> answers = threads.invokeAll(calls);
                for (int caller = 0; caller < CALLERS; caller++) {
                    if (answers.get(caller).get().isRecorded()) {
                        winners.add("" + caller);
                    }
                }
                LocalExecution ended = written.ended(executions[n]);

                assertThat(winners).as(id).hasSize(1);
                assertThat(ended.output()).isEqualTo(Optional.of(winners.get(0)));
                assertThat(orders.tokens(id)).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aThrottledTableIsUnavailable() {
        ScriptedHttp http = ScriptedHttp.closed();
        try (DynamoDbClient client =
                LocalTable.client(dynamoDb.endpoint()).httpClient(http).build()) {
            assertThatThrownBy(() -> tasks(client).build().succeed("order-1", 1))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }
}
