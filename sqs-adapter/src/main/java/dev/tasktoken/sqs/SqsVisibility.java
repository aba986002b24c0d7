package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Extends the visibility timeouts of a queue's messages while their handlers run. SQS allows 12 hours after receipt
 * (SQS API reference, {@code ChangeMessageVisibility}).
 *
 * <p>Use it in a polling loop of your own; {@code SqsWorker} does the same by itself. The first renewal is made a third
 * of the timeout after {@code process} began. A message that waits in your loop before that is not renewed, so receive
 * no more messages than you start at once. Needs {@code sqs:ChangeMessageVisibility}. Immutable and thread-safe.
 *
 * <pre>{@code
 * SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, Duration.ofSeconds(30));
 * Settlement settlement = SqsMessages.process(message, processor, visibility);
 * }</pre>
 */
public final class SqsVisibility {
    private final SqsQueue queue;
    private final Duration timeout;

    private SqsVisibility(SqsQueue queue, Duration timeout) {
        this.queue = queue;
        this.timeout = timeout;
    }

    /**
     * Returns the visibility of a queue's messages.
     *
     * @param sqs the client; the caller closes it
     * @param queueUrl the queue that the messages come from
     * @param timeout the visibility timeout of the receive call and of each renewal; 1 second to 12 hours, rounded up
     *     to whole seconds
     * @return the visibility, for {@code SqsMessages.process}
     * @throws IllegalArgumentException if the URL is blank or the timeout out of its range
     */
    public static SqsVisibility of(SqsClient sqs, String queueUrl, Duration timeout) {
        return new SqsVisibility(new SqsQueue(sqs, queueUrl), requireTimeout(timeout));
    }

    static Duration requireTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.toSeconds() < 1 || timeout.compareTo(VisibilityLease.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The visibility timeout must be between 1 second and 12 hours: " + timeout);
        }
        return timeout;
    }

    VisibilityLease lease(Message message) {
        return new VisibilityLease(queue, timeout, message, System::nanoTime);
    }
}
