package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.functions.BatchRules;
import java.time.Duration;

/**
 * The settings of an event source mapping between a queue and a function, with Lambda's names and defaults. Immutable:
 * each method returns another one.
 *
 * <p>Defaults: batches of up to 10 messages, no batching window, and no partial batch responses.
 *
 * <pre>{@code
 * stepFunctions.connectQueue(queueUrl, "ship", QueueMapping.defaults().reportBatchItemFailures());
 * }</pre>
 */
public final class QueueMapping {
    private static final int LARGEST_BATCH = 10_000;
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);

    private final BatchRules rules;

    private QueueMapping(BatchRules rules) {
        this.rules = rules;
    }

    /**
     * Returns Lambda's defaults.
     *
     * @return the settings
     */
    public static QueueMapping defaults() {
        return new QueueMapping(new BatchRules(10, Duration.ZERO, false));
    }

    /**
     * Sets the most messages of a batch ({@code BatchSize}).
     *
     * @param messages 1 to 10,000; at most 10 for a FIFO queue, and more than 10 only with a window of a second or more
     * @return other settings
     * @throws IllegalArgumentException if it is not 1 to 10,000
     */
    public QueueMapping batchSize(int messages) {
        if (messages < 1 || messages > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch has 1 to 10,000 messages: " + messages);
        }
        return new QueueMapping(new BatchRules(messages, rules.window(), rules.reportsItemFailures()));
    }

    /**
     * Sets how long a batch that is not full waits for more messages ({@code MaximumBatchingWindowInSeconds}), on the
     * {@linkplain LocalStepFunctions#clock() movable clock}. Not for a FIFO queue.
     *
     * @param window 0 to 300 seconds
     * @return other settings
     * @throws IllegalArgumentException if it is less or more
     */
    public QueueMapping batchWindow(Duration window) {
        if (requireNonNull(window, "window").isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("a batching window has 0 to 300 seconds: " + window);
        }
        return new QueueMapping(new BatchRules(rules.size(), window, rules.reportsItemFailures()));
    }

    /**
     * Reads the function's response as a partial batch response ({@code FunctionResponseTypes}:
     * {@code ReportBatchItemFailures}). Without it a response is ignored, and all messages are deleted.
     *
     * @return other settings
     */
    public QueueMapping reportBatchItemFailures() {
        return new QueueMapping(new BatchRules(rules.size(), rules.window(), true));
    }

    BatchRules rules() {
        return rules;
    }

    /**
     * Returns the settings.
     *
     * @return for instance {@code QueueMapping[BatchSize 10, window PT0S, ReportBatchItemFailures true]}
     */
    @Override
    public String toString() {
        return "QueueMapping[BatchSize " + rules.size() + ", window " + rules.window() + ", ReportBatchItemFailures "
                + rules.reportsItemFailures() + "]";
    }
}
