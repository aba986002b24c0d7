package dev.tasktoken.testkit.lint;

/** A text is no definition at all; the message says why, and where. */
final class UnreadableDefinitionException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableDefinitionException(String message) {
        super(message);
    }
}
