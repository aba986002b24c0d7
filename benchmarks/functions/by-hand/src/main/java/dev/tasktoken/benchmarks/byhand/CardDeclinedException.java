package dev.tasktoken.benchmarks.byhand;

/** What {@code Catch} and {@code Retry} know as "Failed to process payment". */
final class CardDeclinedException extends Exception {
    private static final long serialVersionUID = 1L;

    CardDeclinedException(String message) {
        super(message);
    }
}
