package dev.tasktoken.testkit;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.TokenStoreContract;

/** Core's own store keeps the contract; here, since core cannot depend on the testkit. */
class InMemoryTokenStoreTest extends TokenStoreContract {
    private final TokenStore store = TokenStore.inMemory();

    @Override
    protected TokenStore store() {
        return store;
    }
}
