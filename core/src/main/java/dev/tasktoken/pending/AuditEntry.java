package dev.tasktoken.pending;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that happened to a task, as {@link PendingTasks#audit} lists them. Immutable. It holds no token.
 *
 * @param kind what happened
 * @param at when, by the clock of the process that recorded it
 * @param by who did it, if that was said
 * @param detail of a note its word, of a decision {@code Success} or the error's name, of an answer what the service
 *     said; empty otherwise
 */
public record AuditEntry(Kind kind, Instant at, Optional<DecidedBy> by, String detail) {
    /** What can happen to a task. */
    public enum Kind {
        /** Its token was stored. */
        PARKED,

        /** Something was done once about it: {@link PendingTasks#note}. */
        NOTED,

        /** Somebody approved. */
        APPROVED,

        /** Somebody rejected. */
        REJECTED,

        /** Somebody took an approval back. */
        WITHDRAWN,

        /** The decision was recorded. */
        DECIDED,

        /**
         * The service's answer is known: the detail is {@code ACCEPTED}, {@code UNCONFIRMED} or {@code ALREADY_CLOSED}.
         */
        ANSWERED
    }

    /**
     * Checks that nothing is null.
     *
     * @param kind what happened
     * @param at when
     * @param by who did it
     * @param detail more of it
     */
    public AuditEntry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(detail, "detail");
    }
}
