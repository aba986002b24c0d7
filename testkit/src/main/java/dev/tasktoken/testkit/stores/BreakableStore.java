package dev.tasktoken.testkit.stores;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store that fails while a test wants it to: what do your pages or your function do while the database is down?
 *
 * <p>Thread-safe, if the store behind it is.
 *
 * <pre>{@code
 * BreakableStore store = new BreakableStore(TokenStore.inMemory());
 * PendingTasks pending = PendingTasks.of(responder, store);
 * store.breakWith(new StoreUnavailableException("down", null));
 * }</pre>
 */
public final class BreakableStore implements TokenStore {
    private final TokenStore store;
    private volatile @Nullable RuntimeException failure;

    /**
     * Creates one that works.
     *
     * @param store keeps the records
     */
    public BreakableStore(TokenStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Makes every call fail from now on, before it has an effect.
     *
     * @param failure what the calls throw: a {@link dev.tasktoken.StoreUnavailableException} or
     *     {@link dev.tasktoken.pending.StoreNotPermittedException}, as a store of yours would
     */
    public void breakWith(RuntimeException failure) {
        this.failure = Objects.requireNonNull(failure, "failure");
    }

    /** Lets the calls succeed again. */
    public void mend() {
        failure = null;
    }

    private TokenStore store() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return store;
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        return store().create(key, text, keep, place);
    }

    @Override
    public ListPage list(ListQuery query) {
        return store().list(query);
    }

    @Override
    public void enlist(ListedRecord there) {
        store().enlist(there);
    }

    @Override
    public void unlist(ListedRecord gone) {
        store().unlist(gone);
    }

    @Override
    public Optional<String> read(Key key) {
        return store().read(key);
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        return store().readAll(keys);
    }

    @Override
    public void delete(Key key) {
        store().delete(key);
    }

    @Override
    public Set<String> names(Area area, String id) {
        return store().names(area, id);
    }

    @Override
    public Stream<String> ids(Area area) {
        return store().ids(area);
    }
}
