package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL does to a store whose user may not do everything, or whose transactions are stricter. */
class PostgresPrivilegesIT {
    private static final Duration DAY = Duration.ofDays(1);
    private static final TokenStore.Key TOKEN = new TokenStore.Key(Area.TOKENS, "order-1", "parked-000001");
    private static final TokenStore.Key DECISION = new TokenStore.Key(Area.DECISIONS, "order-1", "decided-000001");

    private final String role = "r" + UUID.randomUUID().toString().replace("-", "");
    private String url;
    private DataSource owner;
    private JdbcTokenStore store;

    @BeforeEach
    void makeUser() throws Exception {
        url = Postgres.url();
        owner = Postgres.pool(url);
        Postgres.execute(owner, "create role " + role + " login");
        String schema = url.replaceAll(".*currentSchema=", "");
        Postgres.execute(owner, "grant usage on schema " + schema + " to " + role);
        store = JdbcTokenStore.of(Postgres.pool(url.replace("user=postgres", "user=" + role)));
    }

    @Test
    void aMissingPrivilegeIsNamedWithItsTable() throws Exception {
        grant("select", "tasktoken_decisions");
        grant("select, delete", "tasktoken_tokens");

        assertThat(store.read(DECISION)).isEmpty();
        store.delete(TOKEN);
        assertThatThrownBy(() -> store.create(DECISION, "text", DAY))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("SQLState 42501")
                .hasMessageContaining("the table tasktoken_decisions")
                .hasMessageContaining("SELECT, INSERT and UPDATE");
        assertThatThrownBy(() -> store.delete(DECISION))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("SELECT and DELETE");
        assertThatThrownBy(store::purge)
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("SELECT, UPDATE and DELETE");
    }

    @Test
    void theFourPrivilegesAreEnough() throws Exception {
        grant("select, insert, update, delete", "tasktoken_tokens, tasktoken_decisions");

        assertThat(store.create(TOKEN, "text", DAY)).isTrue();
        assertThat(store.create(TOKEN, "text", DAY)).isFalse();
        assertThat(store.purge()).isZero();
        store.delete(TOKEN);
        assertThat(store.names(Area.TOKENS, "order-1")).isEmpty();
    }

    @Test
    void aDatabaseThatOnlyReadsIsUnavailable() throws Exception {
        DataSource readOnly = Postgres.pool(url + "&options=-c%20default_transaction_read_only=on");

        assertThatThrownBy(() -> JdbcTokenStore.of(readOnly).create(TOKEN, "text", DAY))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("SQLState 25006");
    }

    @Test
    void serializableTransactionsAreRepeatedUntilOneWins() throws Exception {
        JdbcTokenStore strict =
                JdbcTokenStore.of(Postgres.pool(url + "&options=-c%20default_transaction_isolation=serializable"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                TokenStore.Key key = new TokenStore.Key(Area.TOKENS, "order-" + round, "parked-000001");
                List<Callable<Boolean>> creates = IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(n -> () -> strict.create(key, "by " + n, DAY))
                        .toList();
                int winners = 0;
                for (Future<Boolean> created : threads.invokeAll(creates)) {
                    winners += created.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void grant(String privileges, String tables) throws Exception {
        Postgres.execute(owner, "grant " + privileges + " on " + tables + " to " + role);
    }
}
