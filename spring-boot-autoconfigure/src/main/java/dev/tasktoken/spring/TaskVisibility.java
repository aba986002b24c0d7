package dev.tasktoken.spring;

import dev.tasktoken.internal.WarnOnce;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsVisibility;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Extends and ends the visibility timeouts of messages that Spring Cloud AWS received. Thread-safe. */
final class TaskVisibility {
    private static final Logger LOG = LoggerFactory.getLogger(TaskVisibility.class);

    private final SqsClient sqs;
    private final Duration unknown;
    private final WarnOnce lookUps = new WarnOnce();
    private final Map<String, SqsVisibility> known = new ConcurrentHashMap<>();

    /** Takes a time for queues that do not say their own. */
    TaskVisibility(SqsClient sqs, Duration unknown) {
        this.sqs = sqs;
        this.unknown = unknown;
    }

    /**
     * Returns the visibility of a queue whose messages are received with a timeout, or with the queue's own if null.
     */
    SqsVisibility of(String queueUrl, @Nullable Duration received) {
        String key = queueUrl + " " + received;
        SqsVisibility before = known.get(key);
        if (before != null) {
            return before;
        }
        Optional<Duration> timeout = received == null ? ownTimeout(queueUrl) : Optional.of(received);
        SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, timeout.orElse(unknown));
        if (timeout.isPresent()) {
            known.put(key, visibility);
        }
        return visibility;
    }

    /** Releases a message whose handler the container interrupted, which it does when it stops. */
    void releaseIfInterrupted(String queueUrl, Message message, Settlement settlement) {
        boolean interrupted = Thread.interrupted(); // else the SDK would make no call
        try {
            if (settlement instanceof Settlement.Redeliver redeliver
                    && (interrupted || redeliver.reason() instanceof InterruptedException)) {
                sqs.changeMessageVisibility(c -> c.queueUrl(queueUrl)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
            }
        } catch (SdkException e) {
            LOG.debug("The message {} was not released", message.messageId());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Empty if the queue does not say it now; it is asked for the next message, too. */
    private Optional<Duration> ownTimeout(String queueUrl) {
        try {
            String seconds = sqs.getQueueAttributes(
                            q -> q.queueUrl(queueUrl).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                    .attributes()
                    .get(QueueAttributeName.VISIBILITY_TIMEOUT);
            lookUps.reset();
            return Optional.of(
                    seconds == null || seconds.equals("0") ? unknown : Duration.ofSeconds(Long.parseLong(seconds)));
        } catch (SdkException e) {
            if (lookUps.shouldWarn()) {
                LOG.warn(
                        "The visibility timeout of {} cannot be looked up, {} is taken. Allow sqs:GetQueueAttributes,"
                                + " or set the message visibility of the listener: {}",
                        queueUrl,
                        unknown,
                        e.getMessage());
            }
            return Optional.empty();
        }
    }
}
