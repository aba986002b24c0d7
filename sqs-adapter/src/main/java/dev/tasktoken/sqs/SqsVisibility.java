package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Keeps a queue's messages hidden from other receivers while their work goes on, however long it takes: up to SQS's 12
 * hours after receipt (SQS API reference, {@code ChangeMessageVisibility}).
 *
 * <p>For polling loops of one's own; {@code SqsWorker} does it by itself. The first renewal comes a third of the
 * timeout after {@code process} began, so a message that waits in the loop before that is not covered: receive no more
 * than you start at once. Needs {@code sqs:ChangeMessageVisibility}. Immutable and thread-safe.
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
     * Returns what keeps the messages of this queue hidden.
     *
     * @param sqs the client; stays the caller's to close
     * @param queueUrl the queue that the messages come from
     * @param timeout the visibility timeout that they are received with, and that each renewal starts anew; 1 second to
     *     12 hours, rounded up to whole seconds
     * @return the visibility, for {@code SqsMessages.process}
     * @throws IllegalArgumentException if the URL is blank or the timeout out of its range
     */
    public static SqsVisibility of(SqsClient sqs, String queueUrl, Duration timeout) {
        return new SqsVisibility(new SqsQueue(sqs, queueUrl), checked(timeout));
    }

    static Duration checked(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.toSeconds() < 1 || timeout.compareTo(VisibilityLease.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a visibility timeout must be between 1 second and 12 hours: " + timeout);
        }
        return timeout;
    }

    VisibilityLease lease(Message message) {
        return new VisibilityLease(queue, timeout, message, System::nanoTime);
    }
}
