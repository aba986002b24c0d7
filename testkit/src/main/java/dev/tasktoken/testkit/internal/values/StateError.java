package dev.tasktoken.testkit.internal.values;

import org.jspecify.annotations.Nullable;

/**
 * Why a state failed, under the names that Retry and Catch match.
 *
 * @param error what the workflow sees, or null for a failure that was sent without a name
 * @param cause the explanation, or null
 * @param alias a second name that a rule may use, or null
 * @param limitPassed whether a limit of the state's has passed, and nobody sent the error
 */
public record StateError(
        @Nullable String error,
        @Nullable String cause,
        @Nullable String alias,
        boolean limitPassed) {
    public static final String ALL = "States.ALL";
    public static final String TASK_FAILED = "States.TaskFailed";
    static final String TIMEOUT = "States.Timeout";
    public static final String RUNTIME = "States.Runtime";
    public static final String QUERY_EVALUATION = "States.QueryEvaluationError";
    static final String INTRINSIC = "States.IntrinsicFailure";
    public static final String NO_CHOICE = "States.NoChoiceMatched";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

    public StateError(@Nullable String error, @Nullable String cause) {
        this(error, cause, null, false);
    }

    public static StateError timeout() {
        return new StateError(TIMEOUT, null, null, true);
    }

    /** A missed heartbeat surfaces as States.Timeout; rules may call it States.HeartbeatTimeout as well. */
    public static StateError missedHeartbeat() {
        return new StateError(TIMEOUT, null, "States.HeartbeatTimeout", true);
    }

    /** The cause that a Catch rule sees: of a limit that has passed an empty text, which no event shows (recorded). */
    public @Nullable String caughtCause() {
        return cause == null && limitPassed ? "" : cause;
    }

    /** The same error, said of a state. */
    public StateError in(String state, int enteredEvent) {
        if (DATA_LIMIT_EXCEEDED.equals(error)) {
            return ofTask(state);
        }
        String where = "An error occurred while executing the state '%s' (entered at the event id #%d). ";
        return new StateError(error, where.formatted(state, enteredEvent) + cause);
    }

    /** The same error, whose cause says which state or task it is about. */
    StateError ofTask(String name) {
        return new StateError(error, cause == null ? null : cause.replace("state/task", "state/task '" + name + "'"));
    }

    boolean isTimeout() {
        return TIMEOUT.equals(error);
    }

    /**
     * Whether a rule that names {@code name} applies. States.Runtime always fails the execution, even if a rule names
     * it (developer guide, "Error names"). That States.ALL matches States.DataLimitExceeded is recorded of the result
     * of a task; the developer guide says otherwise.
     */
    public boolean matches(String name) {
        if (RUNTIME.equals(error)) {
            return false;
        }
        return switch (name) {
            case ALL -> true;
            case TASK_FAILED -> !isTimeout();
            default -> name.equals(error) || name.equals(alias);
        };
    }

    /** Names the error only: a cause may quote data. */
    @Override
    public String toString() {
        return "StateError[" + error + "]";
    }
}
