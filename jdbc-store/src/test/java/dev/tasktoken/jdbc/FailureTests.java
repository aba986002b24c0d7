package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.ParkOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is down, refuses, or takes effect without saying so; on each database. */
abstract class FailureTests {
    private static final Duration DAY = Duration.ofDays(1);
    private static final TokenStore.Key KEY = new TokenStore.Key(Area.TOKENS, "order-1", "parked-000001");
    private static final String TOKEN = TestTokens.numbered(1);

    private final RecordingResponder responder = RecordingResponder.create();
    private DataSource database;
    private ObservedDataSource observed;
    private JdbcTokenStore store;
    private PendingTasks pending;

    /** A new database, or a new schema in one. */
    abstract DataSource database() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = database();
        observed = new ObservedDataSource(database);
        store = JdbcTokenStore.of(observed.dataSource());
        pending = PendingTasks.of(responder.responder(), store);
    }

    @Test
    void everyCallThatFailsBeforeOrAfterItsEffectSaysThatTheStoreIsUnavailable() {
        for (boolean afterEffect : new boolean[] {false, true}) {
            eachCall().forEach((name, call) -> {
                observed.fail(lost(), afterEffect);
                assertThatThrownBy(call::run)
                        .as(name)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("tasktoken_")
                        .hasMessageContaining("SQLState 08006")
                        .hasNoCause();
            });
        }
    }

    @Test
    void aCreateWhoseAnswerWasLostIsFoundByTheNext() {
        observed.fail(lost(), true);
        assertThatThrownBy(() -> store.create(KEY, "mine", DAY)).isInstanceOf(StoreUnavailableException.class);

        assertThat(store.create(KEY, "mine", DAY)).isFalse();
        assertThat(store.read(KEY)).contains("mine");
    }

    @Test
    void aParkingWhoseAnswerWasLostIsIdempotent() {
        assertThat(callsThatMayFail(this::park)).isPositive();
        assertThat(store.names(Area.TOKENS, "order-1")).hasSize(1);
        assertThat(park()).isEqualTo(ParkOutcome.ALREADY_PARKED);
    }

    /**
     * Whichever statement fails, before its effect or after it: one decision is recorded and sent, and no token is
     * left.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDecisionSurvivesTheFailureOfAnyStatement(boolean afterEffect) {
        int statements = statementsOf(() -> {
            park();
            pending.succeedJson("order-1", "1");
        });
        for (int failing = 0; failing < statements; failing++) {
            String id = "order-" + (10 + failing);
            String token = TestTokens.numbered(10 + failing);
            failAfter(failing, afterEffect);
            untilItReturns(() -> pending.park(id, TaskToken.of(token)));
            untilItReturns(() -> pending.succeedJson(id, "\"yes\""));
            observed.clear();

            DecisionOutcome late = pending.fail(id, "Late", "too late");
            pending.resend(id);

            assertThat(late)
                    .as("statement " + failing)
                    .isInstanceOfSatisfying(
                            DecisionOutcome.DecidedBefore.class,
                            before -> assertThat(before.recorded().decision())
                                    .isEqualTo(new Decision.Success("\"yes\"")));
            assertThat(responder.task(token).isOpen())
                    .as("statement " + failing)
                    .isFalse();
        }
        assertThat(store.ids(Area.TOKENS)).isEmpty();
    }

    @Test
    void whatTheDatabaseRolledBackForAnotherTransactionIsRepeated() {
        observed.fail(new SQLException("serialization", "40001"), false)
                .fail(new SQLException("deadlock", "40P01"), false);

        assertThat(store.create(KEY, "text", DAY)).isTrue();

        for (int i = 0; i < 5; i++) {
            observed.fail(new SQLException("serialization", "40001"), false);
        }
        assertThatThrownBy(() -> store.read(KEY))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("40001");
        assertThat(store.read(KEY)).contains("text");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnavailableAndTheCauseIsShown() {
        JdbcConnectionPool closed = (JdbcConnectionPool) database;
        closed.dispose();

        assertThat(eachCall())
                .allSatisfy((name, call) -> assertThatThrownBy(call::run)
                        .as(name)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("no connection")
                        .hasCauseInstanceOf(Exception.class));
    }

    @Test
    void aPoolThatThrowsOrFailsToReleaseIsNoFailureOfTheTask() {
        observed.refuseConnections(new SQLTransientConnectionException("pool timed out"));
        assertThatThrownBy(() -> store.read(KEY)).isInstanceOf(StoreUnavailableException.class);
        observed.refuseConnections(new IllegalStateException("pool shut down"));
        assertThatThrownBy(() -> store.read(KEY))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("IllegalStateException");
        observed.refuseConnections(null).failOnRelease = true;
        observed.autoCommit = false;

        assertThat(store.create(KEY, "text", DAY)).isTrue();
        assertThat(store.read(KEY)).contains("text");
    }

    @Test
    void aMissingTableIsNamedWithTheMigration() throws SQLException {
        Postgres.execute(database, "drop table tasktoken_tokens");
        Postgres.execute(database, "drop table tasktoken_decisions");

        assertThat(eachCall())
                .allSatisfy((name, call) -> assertThatThrownBy(call::run)
                        .as(name)
                        .isInstanceOf(StoreNotPermittedException.class)
                        .hasMessageContaining("to have the table tasktoken_tokens")
                        .hasMessageContaining("migration file")
                        .hasNoCause());
    }

    @Test
    void anotherDatabaseIsRefused() {
        observed.product = "MariaDB";

        assertThatThrownBy(() -> store.create(KEY, "text", DAY))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("PostgreSQL and H2 only");
    }

    @Test
    void noExceptionQuotesTheTokenAlthoughTheDriversDo() throws SQLException {
        Postgres.execute(database, "alter table tasktoken_tokens add constraint tiny check (length(content) < 10)");
        Postgres.execute(database, "alter table tasktoken_decisions add constraint short check (length(name) < 10)");

        for (TokenStore.Key key :
                new TokenStore.Key[] {KEY, new TokenStore.Key(Area.DECISIONS, TOKEN, "decided-000001")}) {
            StoreNotPermittedException thrown =
                    catchThrowableOfType(StoreNotPermittedException.class, () -> store.create(key, TOKEN, DAY));
            assertThat(printed(thrown))
                    .contains("SQLState 23")
                    .doesNotContain(TOKEN.substring(0, 16))
                    .doesNotContainIgnoringCase(
                            HexFormat.of().formatHex(TOKEN.substring(0, 16).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aStrangeSqlStateIsNotRepeated() {
        observed.fail(new SQLException("what", "4 2\n1"), false).fail(new SQLException("what"), false);

        assertThatThrownBy(() -> store.read(KEY)).hasMessage("Reading tasktoken_tokens: failed (SQLException)");
        assertThatThrownBy(() -> store.read(KEY)).hasMessage("Reading tasktoken_tokens: failed (SQLException)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42501", "42P01", "3F000", "3D000", "28P01", "22001", "90096", "0A000"})
    void whatNeedsAPersonNamesTheTableAndThePrivileges(String state) {
        observed.fail(new SQLException("refused", state), false);

        assertThatThrownBy(() -> store.delete(KEY))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("SQLState " + state)
                .hasMessageContaining("the user to have SELECT and DELETE on it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57014", "53300", "55P03", "25006", "25P02", "HYT00", "90067", "XX000"})
    void whatPassesIsUnavailable(String state) {
        observed.fail(new SQLException("busy", state), false);

        assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(StoreUnavailableException.class);
    }

    private Map<String, Runnable> eachCall() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("create", () -> store.create(KEY, TOKEN, DAY));
        calls.put("read", () -> store.read(KEY));
        calls.put("readAll", () -> store.readAll(Set.of(KEY)));
        calls.put(
                "list",
                () -> store.list(
                        new ListQuery(Listing.WAITING_BY_AGE, Instant.now(), Optional.empty(), Optional.empty(), 10)));
        calls.put("names", () -> store.names(Area.TOKENS, "order-1"));
        calls.put("ids", () -> store.ids(Area.TOKENS).forEach(id -> {}));
        calls.put("delete", () -> store.delete(KEY));
        calls.put("purge", store::purge);
        return calls;
    }

    private ParkOutcome park() {
        return pending.park("order-1", TaskToken.of(TOKEN));
    }

    /** Fails each of its statements after its effect, one a time, and repeats it until it returns. */
    private int callsThatMayFail(Runnable call) {
        int failed = 0;
        for (boolean again = true; again; failed++) {
            failAfter(failed, true);
            again = !returns(call);
            observed.clear();
        }
        return failed - 1;
    }

    private void failAfter(int statements, boolean afterEffect) {
        for (int i = 0; i < statements; i++) {
            observed.pass();
        }
        observed.fail(lost(), afterEffect);
    }

    private int statementsOf(Runnable call) {
        observed.statements.clear();
        call.run();
        return observed.statements.size();
    }

    private static void untilItReturns(Runnable call) {
        for (int tries = 0; tries < 3; tries++) {
            if (returns(call)) {
                return;
            }
        }
        throw new AssertionError("fails without a fault");
    }

    private static boolean returns(Runnable call) {
        try {
            call.run();
            return true;
        } catch (TaskTokenException e) {
            return false;
        }
    }

    private static SQLException lost() {
        return new SQLException("An I/O error occurred; the token was " + TOKEN, "08006");
    }

    private static String printed(Throwable thrown) {
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed));
        return printed.toString();
    }
}
