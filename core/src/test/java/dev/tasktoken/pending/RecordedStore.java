package dev.tasktoken.pending;

import dev.tasktoken.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory in which a test sees the records, damages them, and makes calls fail before or after they took
 * effect.
 */
class RecordedStore implements TokenStore {
    static final Runnable DOWN = () -> {
        throw new StoreUnavailableException("the store is down", null);
    };

    /** As if the process ended here: nothing of ours catches it. */
    static final Runnable CRASH = () -> {
        throw new Crash();
    };

    final Map<Key, String> texts = new HashMap<>();
    final List<ListedRecord> enlisted = new ArrayList<>();
    final List<String> unlisted = new ArrayList<>();
    private final TokenStore store;
    private final InstantSource clock;
    private final Deque<Trouble> troubles = new ArrayDeque<>();
    private @Nullable String deniedName;

    /** Of reading, so that a test sees how many a page takes. */
    int calls;

    /** What happens to a call whose key's name starts so. */
    private record Trouble(String call, String name, Runnable before, Runnable after) {}

    RecordedStore(InstantSource clock) {
        this.store = TokenStore.inMemory(clock);
        this.clock = clock;
    }

    /** The next call of this kind about such a record does something else first. */
    RecordedStore before(String call, String name, Runnable action) {
        troubles.add(new Trouble(call, name, action, () -> {}));
        return this;
    }

    /** The next call of this kind about such a record does something else when it took effect. */
    RecordedStore after(String call, String name, Runnable action) {
        troubles.add(new Trouble(call, name, () -> {}, action));
        return this;
    }

    /** Reports records of that name as there before, as a client does that lost the response of its first attempt. */
    void sayThatItWasThereBefore(String name) {
        deniedName = name;
    }

    /** The end of a process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    boolean hasToken(String text) {
        return texts.values().stream().anyMatch(record -> record.contains(text));
    }

    /** Writes another text in the place of a record whose name starts so. */
    void damage(String name, String text) {
        Key key = texts.keySet().stream()
                .filter(k -> k.name().startsWith(name))
                .findFirst()
                .orElseThrow();
        ListPlace place = new ListPlace(clock.instant(), Optional.empty());
        store.delete(key);
        store.create(key, text, Duration.ofDays(1), Optional.of(place));
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        Trouble trouble = trouble("create", key.name());
        trouble.before().run();
        boolean created = store.create(key, text, keep, place);
        if (created) {
            texts.put(key, text);
        }
        trouble.after().run();
        return created && (deniedName == null || !key.name().startsWith(deniedName));
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        calls++;
        trouble("readAll", "").before().run();
        return store.readAll(keys);
    }

    @Override
    public Optional<String> read(Key key) {
        calls++;
        Trouble trouble = trouble("read", key.name());
        trouble.before().run();
        Optional<String> text = store.read(key);
        trouble.after().run();
        return text;
    }

    @Override
    public void delete(Key key) {
        Trouble trouble = trouble("delete", key.name());
        trouble.before().run();
        store.delete(key);
        texts.remove(key);
        trouble.after().run();
    }

    @Override
    public void enlist(ListedRecord there) {
        enlisted.add(there);
    }

    @Override
    public void unlist(ListedRecord gone) {
        trouble("unlist", gone.key().name()).before().run();
        unlisted.add(gone.key().id());
    }

    @Override
    public ListPage list(ListQuery query) {
        calls++;
        return store.list(query);
    }

    @Override
    public Set<String> names(Area area, String id) {
        trouble("names", area.name()).before().run();
        return store.names(area, id);
    }

    @Override
    public Stream<String> ids(Area area) {
        return store.ids(area);
    }

    private Trouble trouble(String call, String name) {
        Optional<Trouble> found = troubles.stream()
                .filter(trouble -> trouble.call().equals(call) && name.startsWith(trouble.name()))
                .findFirst();
        found.ifPresent(troubles::remove);
        return found.orElse(new Trouble(call, name, () -> {}, () -> {}));
    }
}
