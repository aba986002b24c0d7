package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.PendingTasksContract;

class PendingTasksOnH2Test extends PendingTasksContract {
    private final TokenStore store;

    PendingTasksOnH2Test() throws Exception {
        store = JdbcTokenStore.of(H2.start());
    }

    @Override
    protected TokenStore store() {
        return store;
    }
}
