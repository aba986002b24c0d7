package dev.tasktoken.pending;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a list. Immutable.
 *
 * @param records in the list's order. A page may hold fewer than were asked for, even none, and not be the last
 * @param next where the next page begins: {@link ListQuery#after()} of the next query; empty if this is the last page
 */
public record ListPage(List<ListedRecord> records, Optional<ListedRecord> next) {
    /**
     * Copies the list.
     *
     * @param records in the list's order
     * @param next where the next page begins
     */
    public ListPage {
        records = List.copyOf(records);
        Objects.requireNonNull(next, "next");
    }
}
