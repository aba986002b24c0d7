package dev.tasktoken;

/**
 * What is known after a task was answered. None of the three is an error: the delivery can be acknowledged in each
 * case.
 */
public enum AnswerOutcome {
    /** The task took this answer. */
    ACCEPTED,

    /**
     * The task was closed before this call: another caller answered it, or an earlier call that ended in
     * {@link AnswerNotDeliveredException}, timed out, or its execution was stopped. The service does not say which.
     */
    ALREADY_CLOSED,

    /**
     * The task is closed, but an earlier attempt of this call may have closed it. The response to that attempt was lost
     * (cut connection, timeout, 5xx or throttling), and the retry found the task closed. The SDK counts the attempts,
     * whatever its retry mode. This is neither an error nor proof that another caller answered.
     */
    UNCONFIRMED
}
