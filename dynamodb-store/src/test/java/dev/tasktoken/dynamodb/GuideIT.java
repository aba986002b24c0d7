package dev.tasktoken.dynamodb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What docs/approvals.md says of DynamoDB. */
class GuideIT {
    private static LocalTable table;

    @BeforeAll
    static void start() {
        table = new LocalTable();
    }

    @AfterAll
    static void stop() {
        if (table != null) {
            table.close();
        }
    }

    private static PendingTasks pending(TokenResponder responder, DynamoDbClient dynamoDb) {
        return PendingTasks.of(responder, DynamoDbTokenStore.of(dynamoDb, "expenses-waiting"));
    }

    private static ItemTasks orders(TokenResponder responder, DynamoDbClient dynamoDb) {
        return ItemTasks.builder(responder, dynamoDb, "orders", "orderId")
                .statusAttribute("status")
                .waitingStatus("WAITING")
                .succeededStatus("APPROVED")
                .failedStatus("REJECTED")
                .build();
    }

    private static boolean approve(ItemTasks orders, String orderId) {
        ItemAnswer answer = orders.succeed(orderId, Map.of("approved", true));
        return answer.isRecorded();
    }

    @Test
    void aTaskIsParkedAndDecidedInATable() {
        table.client().createTable(DynamoDbTokenStore.tableDefinition("expenses-waiting"));
        LocalTable.awaitTable(table.client(), "expenses-waiting");
        RecordingResponder recording = RecordingResponder.create();
        PendingTasks pending = pending(recording.responder(), table.client());
        pending.park("expense-1", TaskToken.of(TestTokens.numbered(1)));

        assertThat(pending.succeed("expense-1", true).isRecorded()).isTrue();

        assertThat(recording.answers()).hasSize(1);
        assertThat(DynamoDbTokenStore.of(table.client(), "expenses-waiting").ids(TokenStore.Area.TOKENS))
                .isEmpty();
    }

    @Test
    void anOrderThatTheStateWroteIsApproved() throws Exception {
        try (WrittenItems written = new WrittenItems(table.client(), "orders")) {
            String execution = written.run(definition(), "order-1");

            assertThat(approve(orders(TokenResponder.of(written.sfn()), table.client()), "order-1"))
                    .isTrue();

            assertThat(written.ended(execution).output()).contains("{\"approved\":true}");
            assertThat(approve(orders(TokenResponder.of(written.sfn()), table.client()), "order-1"))
                    .isFalse();
        }
    }

    private static String definition() throws Exception {
        try (InputStream definition = requireNonNull(GuideIT.class.getResourceAsStream("/written-item.asl.json"))) {
            return new String(definition.readAllBytes(), StandardCharsets.UTF_8).replace("${OrdersTable}", "orders");
        }
    }
}
