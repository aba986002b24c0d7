package dev.tasktoken.resend;

import dev.tasktoken.TaskTokenException;

/**
 * The message of an open task cannot be sent again from what the execution's history says: its parameters are truncated
 * or cannot be read, or its state uses an integration other than {@code sqs:sendMessage}, {@code sns:publish} and
 * {@code lambda:invoke}. Nothing was sent, and another try finds the same.
 *
 * <p>Answer the task directly, by {@code responder.fail(task, ...)}, so that the state's {@code Retry} or {@code Catch}
 * applies. A {@code Retry} sends a new message.
 */
public final class NotResendableException extends TaskTokenException {
    private static final long serialVersionUID = 1;

    NotResendableException(String message) {
        super(message, null);
    }
}
