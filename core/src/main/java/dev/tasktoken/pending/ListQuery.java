package dev.tasktoken.pending;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a {@link TokenStore} for one page of a list. Immutable.
 *
 * @param listing which list
 * @param now records whose {@link ListPlace#until()} is not after this are left out
 * @param before only records whose time in the order of the list (deadline or {@link ListPlace#at()}) is before this;
 *     empty for all
 * @param after where the page before ended; empty for the first page. It may come from outside: a store takes it for
 *     data
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record ListQuery(
        Listing listing, Instant now, Optional<Instant> before, Optional<ListedRecord> after, int limit) {
    /** The most records of one page. */
    public static final int MAX_LIMIT = 100;

    /**
     * Checks the limit, and that the end of the page before is of the same area.
     *
     * @param listing which list
     * @param now records that end at this or before are left out
     * @param before only records whose time is before this
     * @param after where the page before ended
     * @param limit how many at most
     * @throws IllegalArgumentException if the limit is out of range, or {@code after} is a record of another area, or
     *     has no deadline in a list by deadline
     */
    public ListQuery {
        Objects.requireNonNull(listing, "listing");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(before, "before");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT + ": " + limit);
        }
        boolean belongs = after.map(end -> end.key().area() == listing.area()
                        && (listing != Listing.WAITING_BY_DEADLINE
                                || end.place().until().isPresent()))
                .orElse(true);
        if (!belongs) {
            throw new IllegalArgumentException("The end of another list's page");
        }
    }
}
