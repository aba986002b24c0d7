package dev.tasktoken.dynamodb;

import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore.Area;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The places of a list that a query asks for; both ends are included. {@code ~~} behind a time is after all its places,
 * {@code !} behind a place is after it and before the next one.
 */
record ListRange(String first, String last) {
    static ListRange of(ListQuery query) {
        ListRange range = query.listing().area() == Area.DECISIONS ? newestFirst(query) : oldestFirst(query);
        return query.after()
                .map(end -> range.after(place(query.listing(), end)))
                .orElse(range);
    }

    /** Returns what is left of it behind a place. */
    ListRange after(String place) {
        String next = place + "!";
        return next.compareTo(first) > 0 ? new ListRange(next, last) : this;
    }

    boolean isEmpty() {
        return first.compareTo(last) > 0;
    }

    private static ListRange oldestFirst(ListQuery query) {
        Listing listing = query.listing();
        String first = listing == Listing.WAITING_BY_DEADLINE
                ? ListOrder.start(listing, ListOrder.millis(query.now())) + "~~"
                : ListOrder.start(listing, 0);
        Optional<String> before = query.before().map(time -> ListOrder.start(listing, millisUp(time)));
        return new ListRange(first, before.orElse(ListOrder.start(listing, ListOrder.LATEST) + "~~"));
    }

    private static ListRange newestFirst(ListQuery query) {
        Listing listing = query.listing();
        Optional<String> before = query.before().map(time -> ListOrder.start(listing, millisUp(time)) + "~~");
        return new ListRange(
                before.orElse(ListOrder.start(listing, ListOrder.LATEST)), ListOrder.start(listing, 0) + "~~");
    }

    private static String place(Listing listing, ListedRecord record) {
        return listing == Listing.WAITING_BY_DEADLINE
                ? ListOrder.byDeadline(record.key(), record.place().until().orElseThrow())
                : ListOrder.byTime(record.key(), record.place());
    }

    /** A record's time is in whole milliseconds: it is before 1.5 ms if it is before 2 ms. */
    private static long millisUp(Instant time) {
        boolean isWhole = time.truncatedTo(ChronoUnit.MILLIS).equals(time);
        return Math.min(ListOrder.LATEST, ListOrder.millis(time) + (isWhole ? 0 : 1));
    }
}
