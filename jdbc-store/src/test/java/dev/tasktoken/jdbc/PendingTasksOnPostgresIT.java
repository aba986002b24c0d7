package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.PendingTasksContract;

class PendingTasksOnPostgresIT extends PendingTasksContract {
    private final TokenStore store;

    PendingTasksOnPostgresIT() throws Exception {
        store = JdbcTokenStore.of(Postgres.pool(Postgres.url()));
    }

    @Override
    protected TokenStore store() {
        return store;
    }
}
