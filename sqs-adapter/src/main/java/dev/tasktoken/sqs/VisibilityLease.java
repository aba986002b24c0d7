package dev.tasktoken.sqs;

import dev.tasktoken.DeliveryLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Keeps messages hidden: the one that is worked on and, in a FIFO group, those that wait behind it. Thread-safe.
 *
 * <p>Time is measured by a clock that never steps.
 */
final class VisibilityLease implements DeliveryLease {
    private static final Logger LOG = LoggerFactory.getLogger(SqsVisibility.class);

    /** How long SQS hides a message after its receipt, at most (SQS API reference). */
    static final Duration LONGEST = Duration.ofHours(12);

    /** The receipt was a little earlier than its response. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final SqsQueue queue;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final List<Message> held;
    private final long receivedAt;
    private long renewedAt;

    /** Starts with the receipt of the messages: now. */
    VisibilityLease(SqsQueue queue, Duration timeout, List<Message> messages, LongSupplier nanoTime) {
        this.queue = queue;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.held = new ArrayList<>(messages);
        this.receivedAt = nanoTime.getAsLong();
        this.renewedAt = receivedAt;
    }

    @Override
    public Duration renewEvery() {
        return timeout.dividedBy(3);
    }

    @Override
    public synchronized boolean renew() {
        Duration left = LONGEST.minus(MARGIN).minus(since(receivedAt));
        if (held.isEmpty() || left.toSeconds() < 1) {
            return false;
        }
        boolean isLast = left.compareTo(timeout) <= 0;
        long now = nanoTime.getAsLong();
        List<SqsQueue.Refusal> refusals = queue.hide(List.copyOf(held), isLast ? left : timeout);
        refusals.stream().filter(SqsQueue.Refusal::isFinal).forEach(this::lost);
        if (refusals.stream().anyMatch(refusal -> !refusal.isFinal())) {
            throw new IllegalStateException("SQS could not hide " + refusals.size() + " messages");
        }
        renewedAt = now;
        return !held.isEmpty() && !isLast;
    }

    /** Whether a message is still hidden from others, just before its work starts; renews if that was long ago. */
    synchronized boolean stillHolds(Message message) {
        if (since(renewedAt).compareTo(renewEvery()) >= 0) {
            renewNow();
        }
        return since(renewedAt).compareTo(timeout) < 0 && held.contains(message);
    }

    /** Lets go of a message that is done with. */
    synchronized void settled(Message message) {
        held.remove(message);
    }

    /** Lets go of all that is held, after a renewal that is under way, and returns it. */
    synchronized List<Message> release() {
        List<Message> released = List.copyOf(held);
        held.clear();
        return released;
    }

    private void renewNow() {
        try {
            renew();
        } catch (RuntimeException e) {
            LOG.debug("Hiding messages of {} for longer failed: {}", queue.name(), SqsQueue.describe(e));
        }
    }

    private void lost(SqsQueue.Refusal refusal) {
        held.remove(refusal.message());
        LOG.warn(
                "Message {} of {} cannot be hidden for longer and may be delivered again: {}",
                refusal.message().messageId(),
                queue.name(),
                refusal.code());
    }

    private Duration since(long time) {
        return Duration.ofNanos(nanoTime.getAsLong() - time);
    }
}
