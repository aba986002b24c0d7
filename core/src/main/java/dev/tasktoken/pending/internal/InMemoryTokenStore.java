package dev.tasktoken.pending.internal;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@link TokenStore} of tests and of workers whose tasks may die with them. */
public final class InMemoryTokenStore implements TokenStore {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ConcurrentMap<Key, Kept> records = new ConcurrentHashMap<>();
    private volatile Instant nextSweep = Instant.MIN;

    public InMemoryTokenStore(InstantSource clock) {
        this.clock = clock;
    }

    /** Not a record: its text may be a secret, and a record would print it. */
    private static final class Kept {
        private final String text;
        private final Instant until;
        private final Optional<ListPlace> place;

        private Kept(String text, Instant until, Optional<ListPlace> place) {
            this.text = text;
            this.until = until;
            this.place = place;
        }
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        Instant now = clock.instant();
        sweep(now);
        Kept mine = new Kept(Objects.requireNonNull(text, "text"), now.plus(keep), place);
        return records.compute(key, (k, there) -> there == null || isOver(there, now) ? mine : there) == mine;
    }

    @Override
    public Optional<String> read(Key key) {
        Kept kept = records.get(key);
        return kept == null || isOver(kept, clock.instant()) ? Optional.empty() : Optional.of(kept.text);
    }

    @Override
    public void delete(Key key) {
        records.remove(key);
    }

    @Override
    public Set<String> names(Area area, String id) {
        Objects.requireNonNull(id, "id");
        return live(area).filter(key -> key.id().equals(id)).map(Key::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Stream<String> ids(Area area) {
        List<String> ids = live(area).map(Key::id).distinct().toList();
        return ids.stream();
    }

    @Override
    public ListPage list(ListQuery query) {
        return ListSelection.of(query).page(live(query.listing().area()).flatMap(key -> listed(key).stream()));
    }

    private Optional<ListedRecord> listed(Key key) {
        return Optional.ofNullable(records.get(key))
                .flatMap(kept -> kept.place)
                .map(place -> new ListedRecord(key, place));
    }

    private Stream<Key> live(Area area) {
        Instant now = clock.instant();
        return records.entrySet().stream()
                .filter(entry -> entry.getKey().area() == area && !isOver(entry.getValue(), now))
                .map(entry -> entry.getKey());
    }

    private void sweep(Instant now) {
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(BETWEEN_SWEEPS);
        records.values().removeIf(kept -> isOver(kept, now));
    }

    private static boolean isOver(Kept kept, Instant now) {
        return !now.isBefore(kept.until);
    }
}
