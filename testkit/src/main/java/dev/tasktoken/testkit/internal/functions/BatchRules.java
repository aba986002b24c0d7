package dev.tasktoken.testkit.internal.functions;

import java.time.Duration;

/**
 * How a mapping makes batches, and what it does with a function's response.
 *
 * @param size the most messages of a batch
 * @param window how long a batch that is not full waits for more
 * @param reportsItemFailures whether the response is read as a partial batch response
 */
public record BatchRules(int size, Duration window, boolean reportsItemFailures) {
    private static final int MOST_WITHOUT_WINDOW = 10;

    void check(boolean fifo) {
        if (fifo && (size > MOST_WITHOUT_WINDOW || !window.isZero())) {
            throw new IllegalArgumentException("batches of a FIFO queue have at most 10 messages and no window");
        }
        if (size > MOST_WITHOUT_WINDOW && window.toSeconds() < 1) {
            throw new IllegalArgumentException("batches of more than 10 messages need a window of a second or more");
        }
    }
}
