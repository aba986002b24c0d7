package dev.tasktoken.jdbc;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times as the tables hold them: milliseconds since 1970. What is too far away for them is the farthest that they hold.
 */
final class Millis {
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Millis() {}

    /** The last whole millisecond that is not after the time. */
    static long floor(Instant time) {
        if (time.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(LAST) ? Long.MAX_VALUE : time.toEpochMilli();
    }

    /** The first whole millisecond that is not before the time. */
    static long ceiling(Instant time) {
        long floor = floor(time);
        return floor < Long.MAX_VALUE && time.isAfter(Instant.ofEpochMilli(floor)) ? floor + 1 : floor;
    }

    static @Nullable Long floorOrNull(Optional<Instant> time) {
        return time.map(Millis::floor).orElse(null);
    }
}
