package dev.tasktoken.lambda;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store that can go down and come back. */
final class BreakableStore implements TokenStore {
    private final TokenStore store;
    private volatile @Nullable RuntimeException failure;

    BreakableStore(TokenStore store) {
        this.store = store;
    }

    void breakWith(RuntimeException failure) {
        this.failure = failure;
    }

    void mend() {
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
    public Optional<String> read(Key key) {
        return store().read(key);
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
