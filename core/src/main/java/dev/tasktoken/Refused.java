package dev.tasktoken;

/** The last word of the SDK on a call, with the attempts of all our tries together, and what it means. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient RuntimeException reason;
    private final int attempts;

    Refused(RuntimeException reason, int earlierTries) {
        super(null, reason, false, false);
        this.reason = reason;
        this.attempts = earlierTries + ServiceVerdict.attempts(reason);
    }

    /** What is known of the task that was answered so. */
    Answer toAnswer(TaskAnswer answer, TaskToken token) {
        if (answer instanceof TaskAnswer.Success && ServiceVerdict.isOutputRefused(reason)) {
            throw new OutputRefused();
        }
        if (!ServiceVerdict.isClosed(reason)) {
            throw ServiceVerdict.exception(reason, answer.operation(), token);
        }
        return attempts > 1 ? Answer.UNCONFIRMED : Answer.ALREADY_CLOSED;
    }

    /** What is known of the task that was sent a heartbeat. */
    TaskStatus toStatus(TaskToken token) {
        if (ServiceVerdict.isClosed(reason)) {
            return TaskStatus.CLOSED;
        }
        throw ServiceVerdict.exception(reason, "SendTaskHeartbeat", token);
    }
}
