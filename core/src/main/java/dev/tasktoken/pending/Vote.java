package dev.tasktoken.pending;

import java.time.Instant;
import java.util.Objects;

/**
 * One entry in the log of a task that several people decide. Immutable.
 *
 * @param kind what was voted
 * @param by who voted, and with what comment
 * @param at when, by the clock of the process that recorded it; the order in the log counts, not this
 */
public record Vote(Kind kind, DecidedBy by, Instant at) {
    /** What can be voted. */
    public enum Kind {
        /** The person approves, until they withdraw. */
        APPROVED,

        /** The person rejects, which fails the task. */
        REJECTED,

        /** The person takes their approval back. */
        WITHDRAWN
    }

    /**
     * Checks that nothing is null.
     *
     * @param kind what was voted
     * @param by who voted
     * @param at when
     */
    public Vote {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
    }
}
