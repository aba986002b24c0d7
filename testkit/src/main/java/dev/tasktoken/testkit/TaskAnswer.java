package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One call of SendTaskSuccess, SendTaskFailure or SendTaskHeartbeat that a {@link LocalStepFunctions} received. It
 * names the token by its fingerprint, the first 12 hexadecimal digits of its SHA-256, as
 * {@code dev.tasktoken.TaskToken} does.
 *
 * @param operation the operation, for instance {@code SendTaskSuccess}
 * @param fingerprint the token's fingerprint
 * @param outcome {@link #ACCEPTED}, or the error's code, for instance {@code TaskTimedOut}
 * @param at when, by the movable clock
 */
public record TaskAnswer(String operation, String fingerprint, String outcome, Instant at) {
    /** The outcome of a call that took effect. */
    public static final String ACCEPTED = "Accepted";

    /**
     * Checks that nothing is missing.
     *
     * @param operation the operation
     * @param fingerprint the token's fingerprint
     * @param outcome how it was answered
     * @param at when
     */
    public TaskAnswer {
        requireNonNull(operation, "operation");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(outcome, "outcome");
        requireNonNull(at, "at");
    }

    /**
     * Says whether the call took effect.
     *
     * @return false if it was answered with an error
     */
    public boolean isAccepted() {
        return outcome.equals(ACCEPTED);
    }
}
