package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.stores.BreakableStore;
import dev.tasktoken.testkit.stores.TokenStoreContract;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps the contract of a store while it works. */
class BreakableStoreTest extends TokenStoreContract {
    private static final TokenStore.Key KEY = new TokenStore.Key(Area.TOKENS, "order", "parked-000001");

    private final BreakableStore store = new BreakableStore(TokenStore.inMemory());

    @Override
    protected TokenStore store() {
        return store;
    }

    @Test
    void failsWithoutAnEffectUntilItIsMended() {
        StoreUnavailableException down = new StoreUnavailableException("down", null);
        store.breakWith(down);

        assertThatThrownBy(() -> store.create(KEY, "text", Duration.ofDays(1))).isSameAs(down);
        assertThatThrownBy(() -> store.readAll(Set.of(KEY))).isSameAs(down);

        store.mend();

        assertThat(store.read(KEY)).isEmpty();
    }
}
