package dev.tasktoken.testkit;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.RacingAnswersContract;
import java.util.List;

/** On core's own store, which two "processes" of this JVM share. */
class RacingAnswersInMemoryTest extends RacingAnswersContract {
    @Override
    protected List<TokenStore> twoStores() {
        TokenStore store = TokenStore.inMemory();
        return List.of(store, store);
    }
}
