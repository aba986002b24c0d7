package dev.tasktoken.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service on a real PostgreSQL: park, list, decide, audit. */
class OrderApprovalsIT {
    private static final PageRequest PAGE = PageRequest.first(10);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String DEFINITION = """
            {"StartAt": "Approve", "States": {"Approve": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "approve",
                "Payload": {"id.$": "$.id", "amount.$": "$.amount", "requester": "ada", "taskToken.$": "$$.Task.Token"}},
              "TimeoutSeconds": 604800, "End": true}}}
            """;

    private static EmbeddedPostgres postgres;

    private DataSource database;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createTables() throws Exception {
        database = postgres.getPostgresDatabase();
        execute("drop schema public cascade; create schema public");
        execute(resource("/dev/tasktoken/jdbc/postgresql/V1__tasktoken_records.sql"));
        execute(resource("/orders.sql"));
    }

    @Test
    void anOrderIsParkedListedDecidedAndInTheAudit() throws Exception {
        try (LocalStepFunctions stepFunctions = LocalStepFunctions.start()) {
            TokenResponder responder = TokenResponder.of(stepFunctions.client());
            OrderApprovals approvals = new OrderApprovals(database, responder);
            String execution = startAndPark(stepFunctions, responder, approvals);

            PendingTask waiting = approvals.waiting(PAGE).tasks().get(0);
            DecisionOutcome outcome = approvals.decide(
                    waiting.id(),
                    waiting.attempt(),
                    new Decision.Success("{\"approved\":true}"),
                    DecidedBy.person("grace").withComment("within the budget"));

            assertThat(waiting.context().labels()).containsEntry("amount", "129.90");
            assertThat(outcome).isInstanceOf(DecisionOutcome.Recorded.class);
            assertThat(stepFunctions.awaitExecution(execution, SOON).output()).contains("{\"approved\":true}");
            assertThat(approvals.waiting(PAGE).tasks()).isEmpty();
            assertThat(approvals.audit(PAGE).tasks()).singleElement().satisfies(decided -> {
                assertThat(decided.id()).isEqualTo("order-1");
                assertThat(decided.decided().orElseThrow().by().orElseThrow().name())
                        .isEqualTo("grace");
            });
            assertThat(count("select count(*) from orders")).isEqualTo(1);
            assertThat(count("select count(*) from tasktoken_tokens"))
                    .as("tokens left")
                    .isZero();
        }
    }

    @Test
    void anOrderThatCannotBeStoredIsNotParkedAndItsMessageIsRedelivered() throws SQLException {
        execute("alter table orders add constraint small check (amount < 100)");
        RecordingResponder recording = RecordingResponder.create();
        OrderApprovals approvals = new OrderApprovals(database, recording.responder());
        CallbackProcessor<Order> processor = CallbackProcessor.builder(recording.responder(), Order.class)
                .action(approvals::park)
                .build();
        Delivery delivery = Delivery.of("{\"id\":\"order-1\",\"amount\":129.90,\"requester\":\"ada\",\"taskToken\":\""
                + TestTokens.numbered(1) + "\"}");

        assertThat(processor.process(delivery).isAcknowledged()).isFalse();
        assertThat(approvals.waiting(PAGE).tasks()).isEmpty();
        assertThat(recording.answers()).isEmpty();

        execute("alter table orders drop constraint small");
        assertThat(processor.process(delivery).isAcknowledged()).isTrue();
        assertThat(approvals.waiting(PAGE).tasks()).extracting(PendingTask::id).isEqualTo(List.of("order-1"));
    }

    private static String startAndPark(
            LocalStepFunctions stepFunctions, TokenResponder responder, OrderApprovals approvals) throws Exception {
        CountDownLatch parked = new CountDownLatch(1);
        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .action(approvals::park)
                .build();
        stepFunctions.functions().register("approve", event -> {
            processor.process(Delivery.of(event.toString())).acknowledgedOrThrow();
            parked.countDown();
            return "";
        });
        String machine = stepFunctions
                .client()
                .createStateMachine(m -> m.name("approval")
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(DEFINITION))
                .stateMachineArn();
        String execution = stepFunctions
                .client()
                .startExecution(e -> e.stateMachineArn(machine).input("{\"id\":\"order-1\",\"amount\":\"129.90\"}"))
                .executionArn();
        assertThat(parked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return execution;
    }

    private int count(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = OrderApprovalsIT.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
