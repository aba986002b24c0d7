package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.TokenStoreContract;

class H2ContractTest extends TokenStoreContract {
    private final TokenStore store;

    H2ContractTest() throws Exception {
        store = JdbcTokenStore.of(H2.start());
    }

    @Override
    protected TokenStore store() {
        return store;
    }
}
