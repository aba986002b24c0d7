package dev.tasktoken;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The exception with which the SDK ended a call, and what it means. The SDK's own count says whether it was the first
 * attempt of all, however many attempts its retry mode and its quota of retries allow.
 */
final class SendFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** The service does not take this output for JSON; no retry will change that. */
    static final class Output extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Output() {
            super(null, null, false, false);
        }
    }

    private final transient RuntimeException reason;

    /** How often the library tried before. */
    private final int earlierTries;

    SendFailure(RuntimeException reason, int earlierTries) {
        super(null, reason, false, false);
        this.reason = reason;
        this.earlierTries = earlierTries;
    }

    /** What is known of the task that was answered so. */
    AnswerOutcome toAnswer(PreparedAnswer answer, TaskToken token) {
        if (answer instanceof PreparedAnswer.Success && SfnErrors.isOutputRefused(reason)) {
            throw new Output();
        }
        if (!SfnErrors.isClosed(reason)) {
            throw exception(answer.operation(), token);
        }
        return wasFirstAttempt() ? AnswerOutcome.ALREADY_CLOSED : AnswerOutcome.UNCONFIRMED;
    }

    /** What is known of the task that was sent a heartbeat. */
    TaskStatus toStatus(TaskToken token) {
        if (SfnErrors.isClosed(reason)) {
            return TaskStatus.CLOSED;
        }
        throw exception("SendTaskHeartbeat", token);
    }

    private TaskTokenException exception(String operation, TaskToken token) {
        Integer attempts = attempts();
        String made = attempts == null ? "" : ", attempts made: " + attempts;
        return SfnErrors.exception(reason, operation, token, made);
    }

    /** A call without a count is taken for several, which asserts less. */
    private boolean wasFirstAttempt() {
        Integer attempts = attempts();
        return attempts != null && attempts <= 1;
    }

    /**
     * All attempts of all tries; an earlier try was one attempt, because the SDK does not retry what the library
     * retries.
     */
    private @Nullable Integer attempts() {
        Integer attempts = reason instanceof SdkException sdk ? sdk.numAttempts() : null;
        return attempts == null ? null : Integer.valueOf(earlierTries + attempts);
    }
}
