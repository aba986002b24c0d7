package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.api.ReceivedCall;
import dev.tasktoken.testkit.internal.values.TokenMask;
import java.time.Instant;
import java.util.Optional;

/**
 * One call of SendTaskSuccess, SendTaskFailure or SendTaskHeartbeat that a {@link LocalStepFunctions} or a
 * {@link RecordingResponder} received, taken or refused; or one of the three calls about a callback that
 * {@link LocalDurableCallbacks} or {@link RecordingCallbacks} received.
 *
 * <p>It names the token by its fingerprint, the first 12 hexadecimal digits of its SHA-256, as
 * {@code dev.tasktoken.TaskToken} does, and does not hold the token itself. Immutable.
 *
 * <pre>{@code
 * TaskCall answer = stepFunctions.answers().get(0);
 * assertEquals("SendTaskFailure", answer.operation());
 * assertEquals(Optional.of("Declined"), answer.error());
 * }</pre>
 *
 * @param operation the operation, for instance {@code SendTaskSuccess}
 * @param fingerprint the token's fingerprint
 * @param outcome {@link #ACCEPTED}, or the error's code, for instance {@code TaskTimedOut}
 * @param at when, by the movable clock; by the wall clock of a {@link RecordingResponder}
 * @param output the output's JSON text, of a success
 * @param error the error's name, of a failure that was sent with one
 * @param cause the cause, of a failure that was sent with one
 */
public record TaskCall(
        String operation,
        String fingerprint,
        String outcome,
        Instant at,
        Optional<String> output,
        Optional<String> error,
        Optional<String> cause) {
    /** The outcome of a call that took effect. */
    public static final String ACCEPTED = ReceivedCall.ACCEPTED;

    /**
     * Checks that nothing is missing.
     *
     * @param operation the operation
     * @param fingerprint the token's fingerprint
     * @param outcome how it was answered
     * @param at when
     * @param output the output's JSON text
     * @param error the error's name
     * @param cause the cause
     */
    public TaskCall {
        requireNonNull(operation, "operation");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(outcome, "outcome");
        requireNonNull(at, "at");
        requireNonNull(output, "output");
        requireNonNull(error, "error");
        requireNonNull(cause, "cause");
    }

    static TaskCall of(ReceivedCall call) {
        return new TaskCall(
                call.operation(),
                call.fingerprint(),
                call.outcome(),
                call.at(),
                call.output(),
                call.error(),
                call.cause());
    }

    /**
     * Says whether the call took effect.
     *
     * @return false if it was refused with an error
     */
    public boolean isAccepted() {
        return outcome.equals(ACCEPTED);
    }

    /**
     * Says whether this is the call that ended the task's wait: a success or a failure that took effect.
     *
     * @return false for a heartbeat, and for a call that was refused
     */
    public boolean isAnswer() {
        return isAccepted() && !isHeartbeat();
    }

    /**
     * Says whether this is a heartbeat, taken or refused.
     *
     * @return true for {@code SendTaskHeartbeat}
     */
    public boolean isHeartbeat() {
        return operation.endsWith("Heartbeat");
    }

    /**
     * Returns the operation, the token's fingerprint, the error's name and the outcome, never the data.
     *
     * @return for instance {@code TaskCall[SendTaskFailure of 3f2a90c41d7e by Declined: Accepted]}
     */
    @Override
    public String toString() {
        String by = error.map(name -> " by " + TokenMask.hide(name)).orElse("");
        return "TaskCall[" + operation + " of " + fingerprint + by + ": " + outcome + "]";
    }
}
