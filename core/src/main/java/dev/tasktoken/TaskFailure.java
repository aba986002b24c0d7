package dev.tasktoken;

import java.util.Objects;

/**
 * How a failed task is reported: the error name that {@code Retry} and {@code Catch} match, and the cause.
 *
 * <p>Texts of any length: what is longer than the service takes (error {@value #MAX_ERROR_LENGTH}, cause
 * {@value #MAX_CAUSE_LENGTH} characters; Step Functions API reference, {@code SendTaskFailure}) is cut when it is sent.
 *
 * <p>The task's own token is replaced by its fingerprint in both texts. These spellings of it are found:
 *
 * <ul>
 *   <li>the token as it is or as base64url, each with characters escaped as in JSON, Java, percent-encoding or HTML, up
 *       to eight levels deep
 *   <li>base64 of the token, or of a text that holds it, once or twice
 * </ul>
 *
 * <p>Not found:
 *
 * <ul>
 *   <li>pieces of the token, and a token that is broken by line feeds or spaces
 *   <li>a token that was reversed, compressed or encrypted
 *   <li>base64 of an escaped spelling, hexadecimal digits, and percent-encoded characters beyond ASCII
 *   <li>another task's token
 * </ul>
 *
 * <p>The constants are the names under which the library itself fails a task.
 *
 * @param error the error name
 * @param cause what a person or a {@code Catch} state reads; text or JSON text
 */
public record TaskFailure(String error, String cause) {
    /** The longest error name the service takes, in characters. */
    public static final int MAX_ERROR_LENGTH = 256;

    /** The longest cause the service takes, in characters. */
    public static final int MAX_CAUSE_LENGTH = 32_768;

    /** The payload could not be bound to the handler's type. */
    public static final String INVALID_PAYLOAD = "InvalidPayload";

    /** The result is larger than 262,144 bytes. */
    public static final String OUTPUT_TOO_LARGE = "OutputTooLarge";

    /**
     * The result cannot be written as JSON, or holds a placeholder for a value: a {@code Future}, a
     * {@code CompletionStage}, a reactive {@code Publisher}, an {@code Optional}, a {@code Stream} or a lambda.
     */
    public static final String OUTPUT_NOT_SERIALIZABLE = "OutputNotSerializable";

    /** The text given as JSON is not JSON. */
    public static final String OUTPUT_NOT_JSON = "OutputNotJson";

    /**
     * The delivery was received more often than
     * {@link dev.tasktoken.processor.CallbackProcessor.Builder#maxReceives(int) CallbackProcessor.Builder.maxReceives}
     * allows.
     */
    public static final String TOO_MANY_RECEIVES = "TooManyReceives";

    /**
     * The handler had not returned when its function's end was near, see
     * {@link dev.tasktoken.processor.DeadlineAction#FAIL_TASK DeadlineAction.FAIL_TASK}.
     */
    public static final String DEADLINE_REACHED = "DeadlineReached";

    /** Another task waits under the id that this one was to be parked under, see {@link AlreadyPendingException}. */
    public static final String ALREADY_PENDING = "AlreadyPending";

    /**
     * The message ended in a dead-letter queue, see {@link dev.tasktoken.processor.CallbackProcessor#deadLetters
     * CallbackProcessor.deadLetters}.
     */
    public static final String DEAD_LETTER = "DeadLetter";

    /**
     * Checks that nothing is null.
     *
     * @param error the error name
     * @param cause the cause
     */
    public TaskFailure {
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(cause, "cause");
    }
}
