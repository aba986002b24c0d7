package dev.tasktoken;

import java.util.Objects;

/**
 * A business failure: a handler throws it to fail its task with an error name and a cause of its own choice.
 *
 * <p>{@code Retry} and {@code Catch} match the error name, so choose it once and keep it. Names that start with
 * {@code States.} belong to the service. Texts longer than the service takes (error 256, cause 32,768 characters) are
 * cut when they are sent, with a mark at the cut.
 *
 * <pre>{@code
 * throw new TaskFailureException("Failed to process payment", "Invalid Credit Card");
 * }</pre>
 */
public final class TaskFailureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** As given, not yet cut. */
    private final String error;

    /**
     * Fails the task with this error and cause.
     *
     * @param error the error name that {@code Retry} and {@code Catch} match
     * @param cause what a person or a {@code Catch} state reads
     */
    public TaskFailureException(String error, String cause) {
        super(Objects.requireNonNull(cause, "cause"));
        this.error = Objects.requireNonNull(error, "error");
    }

    /**
     * Returns the error name.
     *
     * @return the name as given, not yet cut
     */
    public String error() {
        return error;
    }

    /**
     * Returns the cause text.
     *
     * @return the text as given, not yet cut
     */
    public String causeText() {
        return Objects.requireNonNull(getMessage());
    }
}
