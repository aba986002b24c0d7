package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.TokenStoreContract;

class PostgresContractIT extends TokenStoreContract {
    private final TokenStore store;

    PostgresContractIT() throws Exception {
        store = JdbcTokenStore.of(Postgres.pool(Postgres.url()));
    }

    @Override
    protected TokenStore store() {
        return store;
    }
}
