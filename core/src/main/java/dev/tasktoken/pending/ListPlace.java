package dev.tasktoken.pending;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where a record stands in the lists of its area. Both times are kept in whole milliseconds, so that every store orders
 * them alike. Immutable.
 *
 * @param at when the task was parked, or the decision was made
 * @param until when the task is closed by itself; empty if that is not known. From then on no list shows the record
 */
public record ListPlace(Instant at, Optional<Instant> until) {
    /**
     * Cuts both times to whole milliseconds.
     *
     * @param at when the task was parked, or the decision was made
     * @param until when the task is closed by itself
     */
    public ListPlace {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        until = until.map(moment -> moment.truncatedTo(ChronoUnit.MILLIS));
    }
}
