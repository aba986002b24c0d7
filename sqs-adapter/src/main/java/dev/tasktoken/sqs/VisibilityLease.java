package dev.tasktoken.sqs;

import dev.tasktoken.delivery.DeliveryLease;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Extends a message's visibility timeout while its handler runs. Measures time by the monotonic clock. Thread-safe. */
final class VisibilityLease implements DeliveryLease {
    private static final Logger LOG = LoggerFactory.getLogger(VisibilityLease.class);

    /** The longest time that SQS hides a message after its receipt (SQS API reference). */
    static final Duration LONGEST = Duration.ofHours(12);

    /** SQS counts from its receipt, which is a little earlier than the response. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final SqsQueue queue;
    private final Duration timeout;
    private final Message message;
    private final LongSupplier nanoTime;
    private final long receivedAt;
    private boolean held = true;

    /** Takes now as the time of the receipt. */
    VisibilityLease(SqsQueue queue, Duration timeout, Message message, LongSupplier nanoTime) {
        this.queue = queue;
        this.timeout = timeout;
        this.message = message;
        this.nanoTime = nanoTime;
        this.receivedAt = nanoTime.getAsLong();
    }

    @Override
    public Duration renewEvery() {
        return timeout.dividedBy(3);
    }

    @Override
    public synchronized boolean renew() {
        Duration left = LONGEST.minus(MARGIN).minus(Duration.ofNanos(nanoTime.getAsLong() - receivedAt));
        if (!held || left.toSeconds() < 1) {
            return false;
        }
        boolean isLast = left.compareTo(timeout) <= 0;
        queue.hide(List.of(message), isLast ? left : timeout).forEach(this::handleRefusal);
        return held && !isLast;
    }

    /** Ends the lease after a renewal in progress. Returns whether it was held until now. */
    synchronized boolean release() {
        boolean wasHeld = held;
        held = false;
        return wasHeld;
    }

    private void handleRefusal(SqsQueue.Refusal refusal) {
        if (!refusal.isFinal()) {
            throw new IllegalStateException("SQS could not extend the visibility timeout: " + refusal.code());
        }
        held = false;
        LOG.warn(
                "The visibility timeout of message {} of {} cannot be extended; the message may be redelivered: {}",
                message.messageId(),
                queue.name(),
                refusal.code());
    }
}
