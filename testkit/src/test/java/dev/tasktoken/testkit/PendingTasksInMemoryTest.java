package dev.tasktoken.testkit;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.PendingTasksContract;

/** On core's own store, with all faults and a thousand races. */
class PendingTasksInMemoryTest extends PendingTasksContract {
    private final TokenStore store = TokenStore.inMemory();

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected int races() {
        return 1_000;
    }
}
