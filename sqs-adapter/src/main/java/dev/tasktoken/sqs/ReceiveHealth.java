package dev.tasktoken.sqs;

import dev.tasktoken.sqs.SqsWorkerStatus.Receiving;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Whether polls succeed, and how long to wait when they do not. Thread-safe. */
final class ReceiveHealth {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveHealth.class);
    private static final Backoff OUTAGE = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));

    /** What a person must change: a permission, the queue. */
    private static final Backoff REFUSAL = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

    private final String queueName;
    private volatile Receiving known = new Receiving(Optional.empty(), 0, Optional.empty());

    ReceiveHealth(String queueName) {
        this.queueName = queueName;
    }

    Receiving known() {
        return known;
    }

    synchronized void succeeded() {
        if (known.consecutiveFailures() > 0) {
            LOG.info("Receiving from {} again after {} failed polls", queueName, known.consecutiveFailures());
        }
        known = new Receiving(Optional.of(Instant.now()), 0, Optional.empty());
    }

    /** Takes note of a failed poll, tells of the first of an outage, and returns how long to wait. */
    synchronized Duration failed(Throwable failure) {
        String what = SqsErrors.describe(failure);
        int failures = known.consecutiveFailures() + 1;
        known = new Receiving(known.lastPoll(), failures, Optional.of(what));
        if (failures == 1) {
            LOG.warn("Cannot receive from {}, trying again until it works: {}", queueName, what);
        } else {
            LOG.debug("Poll {} of {} failed: {}", failures, queueName, what);
        }
        return (isRefusal(failure) ? REFUSAL : OUTAGE).after(failures);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof QueueDoesNotExistException || SqsErrors.isDenied(failure);
    }
}
