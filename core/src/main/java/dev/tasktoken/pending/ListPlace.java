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
    /** The last that a store must order: 15 digits of milliseconds, in the year 33658. */
    private static final Instant LATEST = Instant.ofEpochMilli(999_999_999_999_999L);

    private static final Instant EARLIEST = Instant.ofEpochMilli(1);

    /**
     * Cuts both times to whole milliseconds, and the end to the years 1970 to 33658.
     *
     * @param at when the task was parked, or the decision was made
     * @param until when the task is closed by itself
     */
    public ListPlace {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        until = until.map(ListPlace::inRange);
    }

    private static Instant inRange(Instant moment) {
        Instant cut = moment.truncatedTo(ChronoUnit.MILLIS);
        if (cut.isAfter(LATEST)) {
            return LATEST;
        }
        return cut.isBefore(EARLIEST) ? EARLIEST : cut;
    }
}
