package dev.tasktoken;

import dev.tasktoken.internal.LambdaErrorFormat;

/**
 * Turns what a handler threw into the failure that its workflow sees.
 *
 * <p>Must be thread-safe. If it throws itself, the {@link #lambda() default} is used instead, so that a failure is
 * always sent. A {@link TaskFailureException} never comes here: it says itself what to send.
 */
@FunctionalInterface
public interface FailureMapper {
    /**
     * Returns the failure to send.
     *
     * @param thrown what the handler threw, {@code CompletionException} and {@code ExecutionException} taken off
     * @return the failure; its texts may have any length
     */
    TaskFailure map(Throwable thrown);

    /**
     * The default: what Lambda itself reports for a direct invocation, so that {@code Retry} and {@code Catch} rules
     * survive the move to a callback. The error is the exception's class name, the cause the JSON
     * {@code {"errorMessage","errorType","stackTrace"}}.
     *
     * @return the mapper
     */
    static FailureMapper lambda() {
        return thrown -> new TaskFailure(thrown.getClass().getName(), LambdaErrorFormat.causeOf(thrown));
    }
}
