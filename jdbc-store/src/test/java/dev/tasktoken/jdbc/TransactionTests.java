package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.ParkOutcome;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parking in a transaction of the caller's, beside an insert of the caller's own. */
abstract class TransactionTests {
    private static final Duration DAY = Duration.ofDays(1);

    private final RecordingResponder responder = RecordingResponder.create();
    private DataSource database;
    private JdbcTokenStore store;
    private Connection connection;

    /** A new database, or a new schema in one. */
    abstract DataSource database() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        database = database();
        Postgres.execute(database, "create table orders (id varchar(40) primary key)");
        store = JdbcTokenStore.builder(database)
                .statementTimeout(Duration.ofSeconds(1))
                .build();
        connection = database.getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aTaskIsParkedWithTheOrderWhenTheTransactionCommits() throws SQLException {
        insertOrder("42");
        assertThat(parkInTransaction("42")).isEqualTo(ParkOutcome.PARKED);
        assertThat(store.ids(Area.TOKENS)).isEmpty();

        connection.commit();

        assertThat(orders()).isEqualTo(1);
        assertThat(store.ids(Area.TOKENS)).containsExactly("42");
        assertThat(pending().succeed("42", "yes")).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(connection.getAutoCommit()).isFalse();
    }

    @Test
    void neitherIsThereWhenTheTransactionIsRolledBack() throws SQLException {
        insertOrder("42");
        parkInTransaction("42");

        connection.rollback();

        assertThat(orders()).isZero();
        assertThat(store.ids(Area.TOKENS)).isEmpty();
        assertThat(pending().succeed("42", "yes")).isInstanceOf(DecisionOutcome.NotParked.class);
        assertThat(pending().park("42", TaskToken.of(TestTokens.numbered(1))).isWaiting())
                .isTrue();
    }

    @Test
    void aRecordThatIsThereLeavesTheTransactionUsable() throws SQLException {
        TokenStore.Key key = new TokenStore.Key(Area.TOKENS, "42", "parked-000001");
        store.create(key, "first", DAY);
        TokenStore inTransaction = store.in(connection);

        assertThat(inTransaction.create(key, "second", DAY)).isFalse();
        insertOrder("42");
        assertThat(inTransaction.read(key)).contains("first");
        connection.commit();

        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void anExpiredRecordIsReplacedInTheTransaction() throws SQLException {
        TokenStore.Key key = new TokenStore.Key(Area.TOKENS, "42", "parked-000001");
        store.create(key, "first", Duration.ZERO);

        assertThat(store.in(connection).create(key, "second", DAY)).isTrue();
        connection.commit();

        assertThat(store.read(key)).contains("second");
    }

    @Test
    void aDecisionIsRefusedInATransactionBecauseItIsSentBeforeTheCommit() throws SQLException {
        pending().park("42", TaskToken.of(TestTokens.numbered(1)));
        PendingTasks inTransaction = PendingTasks.of(responder.responder(), store.in(connection));

        assertThatThrownBy(() -> inTransaction.succeed("42", "yes"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the store itself");
        connection.rollback();

        assertThat(responder.answers()).isEmpty();
        assertThat(pending().succeed("42", "yes")).isInstanceOf(DecisionOutcome.Recorded.class);
    }

    @Test
    void aTaskThatWaitsForAnEventIsRefusedInATransactionBecauseItsSignalCouldMissIt() throws SQLException {
        PendingTaskInfo info = PendingTaskInfo.builder().event("job-7").build();
        TaskToken token = TaskToken.of(TestTokens.numbered(1));

        assertThatThrownBy(() -> PendingTasks.of(responder.responder(), store.in(connection))
                        .park("42", token, info))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("waits for no event");
        connection.rollback();

        assertThat(pending().park("42", token, info)).isEqualTo(ParkOutcome.PARKED);
        assertThat(pending().signal("job-7", new Decision.Success("1"))).containsOnlyKeys("42");
    }

    @Test
    void aClosedTasksPlaceIsTakenInTheTransactionOrNotAtAll() throws SQLException {
        pending().park("42", TaskToken.of(TestTokens.numbered(1)));
        responder.closeTask(TestTokens.numbered(1));
        TaskToken next = TaskToken.of(TestTokens.numbered(2));

        PendingTasks.of(responder.responder(), store.in(connection)).park("42", next);
        connection.rollback();
        assertThat(pending().find("42").orElseThrow().attempt())
                .isEqualTo(TaskToken.of(TestTokens.numbered(1)).fingerprint());

        PendingTasks.of(responder.responder(), store.in(connection)).park("42", next);
        connection.commit();
        assertThat(pending().find("42").orElseThrow().attempt()).isEqualTo(next.fingerprint());
        assertThat(store.names(Area.TOKENS, "42")).hasSize(1);
    }

    @Test
    void refusesAConnectionThatCommitsEachStatementAlone() throws SQLException {
        connection.setAutoCommit(true);

        assertThatIllegalArgumentException().isThrownBy(() -> store.in(connection));
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void refusesATransactionThatReadsASnapshotWhichADecisionMayHaveLeftBehind(int isolation) throws SQLException {
        connection.setTransactionIsolation(isolation);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.in(connection))
                .withMessageContaining("READ COMMITTED");
    }

    @Test
    void aClosedConnectionIsUnavailable() throws SQLException {
        TokenStore inTransaction = store.in(connection);
        connection.close();

        assertThatThrownBy(() -> store.in(connection)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> inTransaction.names(Area.TOKENS, "42")).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void whoeverParksUnderTheSameIdMeanwhileWaitsAndGivesUpAtTheTimeout() throws SQLException {
        parkInTransaction("42");

        assertThatThrownBy(() -> pending().park("42", TaskToken.of(TestTokens.numbered(2))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("tasktoken_tokens");

        connection.commit();
        assertThat(store.ids(Area.TOKENS)).containsExactly("42");
    }

    @Test
    void workAndItsTaskAreCommittedTogether() throws SQLException {
        store.inTransaction((own, joined) -> insertAndPark(own, joined, "42"));

        assertThat(orders()).isEqualTo(1);
        assertThat(store.ids(Area.TOKENS)).containsExactly("42");
    }

    @Test
    void workThatFailsIsRolledBackWithItsTask() throws SQLException {
        assertThatThrownBy(() -> store.inTransaction((own, joined) -> {
                    insertAndPark(own, joined, "42");
                    insertAndPark(own, joined, "42");
                }))
                .isInstanceOf(StoreUnavailableException.class)
                .hasNoCause()
                .hasMessageContaining("SQLState 23505");
        assertThatThrownBy(() -> store.inTransaction((own, joined) -> {
                    insertAndPark(own, joined, "43");
                    throw new IllegalArgumentException("no such order");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(orders()).isZero();
        assertThat(store.ids(Area.TOKENS)).isEmpty();
    }

    private void insertAndPark(Connection own, TokenStore joined, String id) throws SQLException {
        try (Statement statement = own.createStatement()) {
            statement.execute("insert into orders values ('" + id + "')");
        }
        PendingTasks.of(responder.responder(), joined).park(id, TaskToken.of(TestTokens.numbered(1)));
    }

    @Test
    void aHandlerThatThrowsAfterItsRollbackIsRedeliveredAndParksTheNextTime() {
        boolean[] fails = {true};
        CallbackProcessor<String> orders = CallbackProcessor.builder(responder.responder(), String.class)
                .action((order, task) -> {
                    PendingTasks.of(responder.responder(), store.in(connection)).park("42", task);
                    if (fails[0]) {
                        connection.rollback();
                        throw new StoreUnavailableException("The order's transaction was rolled back", null);
                    }
                    connection.commit();
                })
                .build();
        Delivery delivery = Delivery.of("{\"taskToken\":\"" + TestTokens.numbered(1) + "\"}");

        assertThat(orders.process(delivery).isAcknowledged()).isFalse();
        assertThat(store.ids(Area.TOKENS)).isEmpty();
        fails[0] = false;
        assertThat(orders.process(delivery)).isInstanceOf(Settlement.Deferred.class);

        assertThat(store.ids(Area.TOKENS)).containsExactly("42");
        assertThat(responder.answers()).isEmpty();
    }

    private ParkOutcome parkInTransaction(String id) {
        return PendingTasks.of(responder.responder(), store.in(connection))
                .park(id, TaskToken.of(TestTokens.numbered(1)));
    }

    private PendingTasks pending() {
        return PendingTasks.of(responder.responder(), store);
    }

    private void insertOrder(String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into orders values ('" + id + "')");
        }
    }

    private int orders() throws SQLException {
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from orders")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
