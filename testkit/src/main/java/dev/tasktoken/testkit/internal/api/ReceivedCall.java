package dev.tasktoken.testkit.internal.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A call that answers a task or a callback, or is a heartbeat for it, taken or refused.
 *
 * @param operation the operation
 * @param fingerprint the token's, or the callback id's
 * @param outcome {@link #ACCEPTED}, or the error's code
 * @param at when
 * @param output the output's JSON text, of a success
 * @param error the error's name, of a failure that was sent with one
 * @param cause the cause, of a failure that was sent with one
 */
public record ReceivedCall(
        String operation,
        String fingerprint,
        String outcome,
        Instant at,
        Optional<String> output,
        Optional<String> error,
        Optional<String> cause) {
    public static final String ACCEPTED = "Accepted";
    public static final String SUCCESS = "SendTaskSuccess";
    public static final String FAILURE = "SendTaskFailure";
    public static final String HEARTBEAT = "SendTaskHeartbeat";

    /** Whether this call ended the task's wait. */
    boolean isAnswer() {
        return outcome.equals(ACCEPTED) && !operation.equals(HEARTBEAT);
    }

    /** Names no data. */
    @Override
    public String toString() {
        return "ReceivedCall[" + operation + " of " + fingerprint + ": " + outcome + "]";
    }
}
