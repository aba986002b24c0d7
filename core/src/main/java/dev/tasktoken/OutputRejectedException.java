package dev.tasktoken;

import dev.tasktoken.service.WorkId;

/**
 * The output could not be sent, and the task was failed by name instead, so that it does not hang.
 *
 * <p>The output is larger than the service takes (262,144 bytes in UTF-8), cannot be serialised, or is not JSON. Store
 * a large result elsewhere and answer with a reference: {@link TokenResponder.Builder#oversizedOutput}.
 */
public final class OutputRejectedException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    /** The name that the task was failed with. */
    private final String error;

    /** What the service said to that failure. */
    private final AnswerOutcome answer;

    OutputRejectedException(String message, String error, AnswerOutcome answer) {
        super(message, null);
        this.error = error;
        this.answer = answer;
    }

    /** The exception for a caller whose output could not be sent, made after the failure was sent instead. */
    static OutputRejectedException insteadOfOutput(WorkId id, PreparedAnswer.Failure failure, AnswerOutcome answer) {
        String message = failure.cause() + ". " + id + " was failed with " + failure.error() + " instead";
        return new OutputRejectedException(message, failure.error(), answer);
    }

    /**
     * Returns the error name that the task was failed with.
     *
     * @return one of the constants of {@link TaskFailure}
     */
    public String error() {
        return error;
    }

    /**
     * Returns what the service said to that failure.
     *
     * @return the answer to the failure that was sent
     */
    public AnswerOutcome answer() {
        return answer;
    }
}
