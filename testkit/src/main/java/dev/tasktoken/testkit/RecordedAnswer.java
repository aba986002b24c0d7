package dev.tasktoken.testkit;

/**
 * A call that a {@link RecordingSfnClient} took. Unlike the SDK's request it shows no token.
 *
 * @param operation {@code SendTaskSuccess}, {@code SendTaskFailure} or {@code SendTaskHeartbeat}
 * @param taskToken the token's text, a secret where it is a real one
 * @param output the output of a success, else empty
 * @param error the error name of a failure, else empty
 * @param cause the cause of a failure, else empty
 */
public record RecordedAnswer(String operation, String taskToken, String output, String error, String cause) {
    /** Shows the operation and the error name, neither token nor payload. */
    @Override
    public String toString() {
        return "RecordedAnswer[" + operation + (error.isEmpty() ? "" : " " + error) + "]";
    }
}
