package dev.tasktoken.simulation;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A store that does what it is asked; each test breaks one of its promises. */
class BrokenStore implements TokenStore {
    final TokenStore store;

    BrokenStore(TokenStore store) {
        this.store = store;
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        return store.create(key, text, keep, place);
    }

    @Override
    public ListPage list(ListQuery query) {
        return store.list(query);
    }

    @Override
    public Optional<String> read(Key key) {
        return store.read(key);
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        return store.readAll(keys);
    }

    @Override
    public void delete(Key key) {
        store.delete(key);
    }

    @Override
    public Set<String> names(Area area, String id) {
        return store.names(area, id);
    }

    @Override
    public Stream<String> ids(Area area) {
        return store.ids(area);
    }
}
