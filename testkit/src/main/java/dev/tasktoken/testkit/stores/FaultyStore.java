package dev.tasktoken.testkit.stores;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A store of which one call fails, before or after its effect: not answered, or as if the process ended there. */
final class FaultyStore implements TokenStore {
    private final TokenStore store;
    private int callsToFault;
    private Fault fault = new Fault(false, false);

    FaultyStore(TokenStore store) {
        this.store = store;
    }

    /** How a call fails. */
    record Fault(boolean isAfterEffect, boolean isEnd) {
        void occur() {
            if (isEnd) {
                throw new EndOfProcess();
            }
            throw new StoreUnavailableException("The store did not answer", null);
        }
    }

    /** Nothing of ours catches it. */
    static final class EndOfProcess extends Error {
        private static final long serialVersionUID = 1;
    }

    /** The n-th call from now fails, counted from 1. */
    void failAt(int call, Fault next) {
        callsToFault = call;
        fault = next;
    }

    /** No call fails any more; returns whether the one that was to fail did. */
    boolean mend() {
        boolean hasFailed = callsToFault == 0;
        callsToFault = 0;
        return hasFailed;
    }

    private <T> T call(Supplier<T> effect) {
        boolean isFaulty = callsToFault > 0 && --callsToFault == 0;
        if (isFaulty && !fault.isAfterEffect()) {
            fault.occur();
        }
        T result = effect.get();
        if (isFaulty) {
            fault.occur();
        }
        return result;
    }

    private void run(Runnable effect) {
        call(() -> {
            effect.run();
            return Boolean.TRUE;
        });
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        return call(() -> store.create(key, text, keep, place));
    }

    @Override
    public ListPage list(ListQuery query) {
        return call(() -> store.list(query));
    }

    @Override
    public void enlist(ListedRecord there) {
        run(() -> store.enlist(there));
    }

    @Override
    public void unlist(ListedRecord gone) {
        run(() -> store.unlist(gone));
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        return call(() -> store.readAll(keys));
    }

    @Override
    public Optional<String> read(Key key) {
        return call(() -> store.read(key));
    }

    @Override
    public void delete(Key key) {
        run(() -> store.delete(key));
    }

    @Override
    public Set<String> names(Area area, String id) {
        return call(() -> store.names(area, id));
    }

    @Override
    public Stream<String> ids(Area area) {
        return call(() -> store.ids(area));
    }
}
