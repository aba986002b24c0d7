package dev.tasktoken.pending;

import java.util.Objects;
import java.util.Optional;

/**
 * Which part of a list of tasks is wanted. Immutable.
 *
 * @param limit how many tasks at most, 1 to {@value ListQuery#MAX_LIMIT}
 * @param cursor {@link PendingPage#next()} of the page before; empty for the first page. It may come from outside: it
 *     is checked when it is used
 */
public record PageRequest(int limit, Optional<String> cursor) {
    /**
     * Checks the limit.
     *
     * @param limit how many tasks at most
     * @param cursor where the page before ended
     * @throws IllegalArgumentException if the limit is out of range
     */
    public PageRequest {
        Objects.requireNonNull(cursor, "cursor");
        if (limit < 1 || limit > ListQuery.MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + ListQuery.MAX_LIMIT + ": " + limit);
        }
    }

    /**
     * Asks for the first page.
     *
     * @param limit how many tasks at most
     * @return the request
     * @throws IllegalArgumentException if the limit is out of range
     */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }

    /**
     * Asks for the page after a cursor.
     *
     * @param cursor {@link PendingPage#next()} of the page before
     * @return a request with the same limit
     */
    public PageRequest after(String cursor) {
        return new PageRequest(limit, Optional.of(cursor));
    }
}
