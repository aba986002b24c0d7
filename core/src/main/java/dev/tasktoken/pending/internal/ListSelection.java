package dev.tasktoken.pending.internal;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Selects a page out of all records of an area: the meaning of {@link ListQuery}, for a store that has no index. */
public final class ListSelection {
    private final ListQuery query;
    private final Comparator<ListedRecord> order;

    private ListSelection(ListQuery query, Comparator<ListedRecord> order) {
        this.query = query;
        this.order = order;
    }

    public static ListSelection of(ListQuery query) {
        Comparator<ListedRecord> byTime =
                Comparator.comparing(record -> time(query.listing(), record).orElseThrow());
        Comparator<ListedRecord> order = query.listing() == Listing.DECIDED_NEWEST_FIRST ? byTime.reversed() : byTime;
        return new ListSelection(
                query,
                order.thenComparing(record -> record.key().id())
                        .thenComparing(record -> record.key().name()));
    }

    public ListPage page(Stream<ListedRecord> records) {
        List<ListedRecord> more = records.filter(this::isListed)
                .filter(record ->
                        query.after().map(end -> order.compare(record, end) > 0).orElse(true))
                .sorted(order)
                .limit(query.limit() + 1L)
                .toList();
        List<ListedRecord> page = more.subList(0, Math.min(query.limit(), more.size()));
        return new ListPage(
                page, more.size() > page.size() ? Optional.of(page.get(page.size() - 1)) : Optional.empty());
    }

    private boolean isListed(ListedRecord record) {
        Optional<Instant> time = time(query.listing(), record);
        boolean isOver =
                record.place().until().map(until -> !until.isAfter(query.now())).orElse(false);
        return time.isPresent()
                && !isOver
                && query.before().map(time.get()::isBefore).orElse(true);
    }

    private static Optional<Instant> time(Listing listing, ListedRecord record) {
        return listing == Listing.WAITING_BY_DEADLINE
                ? record.place().until()
                : Optional.of(record.place().at());
    }
}
