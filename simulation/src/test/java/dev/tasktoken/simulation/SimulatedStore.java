package dev.tasktoken.simulation;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One process's client of the store that all share. */
final class SimulatedStore implements TokenStore {
    private final TokenStore shared;
    private final SimulatedProcess process;

    SimulatedStore(TokenStore shared, SimulatedProcess process) {
        this.shared = shared;
        this.process = process;
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        return process.call(
                "create " + key.name(),
                Fault.OF_WRITES,
                attempts -> shared.create(key, text, keep, place),
                SimulatedStore::unavailable);
    }

    @Override
    public Optional<String> read(Key key) {
        return process.call(
                "read " + key.name(), Fault.OF_READS, attempts -> shared.read(key), SimulatedStore::unavailable);
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        return process.call(
                "read " + keys.size() + " records",
                Fault.OF_READS,
                attempts -> shared.readAll(keys),
                SimulatedStore::unavailable);
    }

    @Override
    public void delete(Key key) {
        process.call(
                "delete " + key.name(),
                Fault.OF_WRITES,
                attempts -> {
                    shared.delete(key);
                    return "";
                },
                SimulatedStore::unavailable);
    }

    @Override
    public Set<String> names(Area area, String id) {
        return process.call(
                "names " + area,
                Fault.OF_READS,
                attempts -> new TreeSet<>(shared.names(area, id)),
                SimulatedStore::unavailable);
    }

    @Override
    public Stream<String> ids(Area area) {
        return process.call(
                "ids " + area,
                Fault.OF_READS,
                attempts -> shared.ids(area).sorted().toList().stream(),
                SimulatedStore::unavailable);
    }

    @Override
    public ListPage list(ListQuery query) {
        return process.call(
                "list " + query.listing(), Fault.OF_READS, attempts -> shared.list(query), SimulatedStore::unavailable);
    }

    private static RuntimeException unavailable() {
        return new StoreUnavailableException("the store did not answer", null);
    }
}
