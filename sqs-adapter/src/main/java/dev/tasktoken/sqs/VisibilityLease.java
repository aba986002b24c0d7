package dev.tasktoken.sqs;

import dev.tasktoken.delivery.DeliveryLease;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Keeps a message hidden while it is worked on. Measures time by a clock that never steps. Thread-safe. */
final class VisibilityLease implements DeliveryLease {
    private static final Logger LOG = LoggerFactory.getLogger(VisibilityLease.class);

    /** How long SQS hides a message after its receipt, at most (SQS API reference). */
    static final Duration LONGEST = Duration.ofHours(12);

    /** The receipt was a little earlier than its response. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final SqsQueue queue;
    private final Duration timeout;
    private final Message message;
    private final LongSupplier nanoTime;
    private final long receivedAt;
    private boolean held = true;

    /** Starts with the receipt of the message: now. */
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
        queue.hide(List.of(message), isLast ? left : timeout).forEach(this::refused);
        return held && !isLast;
    }

    /** Lets go of the message, after a renewal that is under way; returns whether it was still held. */
    synchronized boolean release() {
        boolean was = held;
        held = false;
        return was;
    }

    private void refused(SqsQueue.Refusal refusal) {
        if (!refusal.isFinal()) {
            throw new IllegalStateException("SQS could not hide the message: " + refusal.code());
        }
        held = false;
        LOG.warn(
                "Message {} of {} cannot be hidden for longer and may be delivered again: {}",
                message.messageId(),
                queue.name(),
                refusal.code());
    }
}
