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
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@link TokenStore} of tests and of workers whose tasks may die with them. */
public final class InMemoryTokenStore implements TokenStore {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ConcurrentNavigableMap<Place, Kept> records = new ConcurrentSkipListMap<>();
    private volatile Instant nextSweep = Instant.MIN;

    public InMemoryTokenStore(InstantSource clock) {
        this.clock = clock;
    }

    /** Where a record is among the others: those of one id are neighbours. */
    private record Place(Area area, String id, String name) implements Comparable<Place> {
        private static Place of(Key key) {
            return new Place(key.area(), key.id(), key.name());
        }

        @Override
        public int compareTo(Place other) {
            int byArea = area.compareTo(other.area);
            int byId = byArea == 0 ? id.compareTo(other.id) : byArea;
            return byId == 0 ? name.compareTo(other.name) : byId;
        }
    }

    /** Not a record: its text may be a secret, and a record would print it. */
    private static final class Kept {
        private final Key key;
        private final String text;
        private final Instant until;
        private final Optional<ListPlace> place;

        private Kept(Key key, String text, Instant until, Optional<ListPlace> place) {
            this.key = key;
            this.text = text;
            this.until = until;
            this.place = place;
        }
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        Instant now = clock.instant();
        sweep(now);
        Kept mine = new Kept(key, Objects.requireNonNull(text, "text"), now.plus(keep), place);
        return records.compute(Place.of(key), (k, there) -> there == null || isOver(there, now) ? mine : there) == mine;
    }

    @Override
    public Optional<String> read(Key key) {
        Kept kept = records.get(Place.of(key));
        return kept == null || isOver(kept, clock.instant()) ? Optional.empty() : Optional.of(kept.text);
    }

    @Override
    public void delete(Key key) {
        records.remove(Place.of(key));
    }

    @Override
    public Set<String> names(Area area, String id) {
        Objects.requireNonNull(id, "id");
        return live(new Place(area, id, ""))
                .map(kept -> kept.key)
                .takeWhile(key -> key.id().equals(id))
                .map(Key::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Stream<String> ids(Area area) {
        List<String> ids = live(new Place(area, "", ""))
                .map(kept -> kept.key.id())
                .distinct()
                .toList();
        return ids.stream();
    }

    @Override
    public ListPage list(ListQuery query) {
        return ListSelection.of(query)
                .page(live(new Place(query.listing().area(), "", "")).flatMap(InMemoryTokenStore::listed));
    }

    private static Stream<ListedRecord> listed(Kept kept) {
        return kept.place.map(place -> new ListedRecord(kept.key, place)).stream();
    }

    /** What is kept from here to the end of the area. */
    private Stream<Kept> live(Place from) {
        Instant now = clock.instant();
        return records.tailMap(from).values().stream()
                .takeWhile(kept -> kept.key.area() == from.area())
                .filter(kept -> !isOver(kept, now));
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
