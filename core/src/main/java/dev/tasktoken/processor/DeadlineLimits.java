package dev.tasktoken.processor;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.Timer;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How long the work of a delivery may take, so that there is time left to answer. */
final class DeadlineLimits {
    /** As long as SQS hides a message. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);

    private final DeadlineAction action;
    private final Duration margin;
    private final InstantSource clock;
    private final Timer timer;

    DeadlineLimits(ProcessorSettings settings) {
        this.action = settings.deadlineAction();
        this.margin = settings.deadlineMargin();
        this.clock = settings.clock();
        this.timer = settings.timer();
    }

    DeadlineAction action() {
        return action;
    }

    Duration margin() {
        return margin;
    }

    /** Whether there is no time left to start. */
    boolean isNear(Delivery delivery) {
        return isLimited(delivery) && left(delivery).compareTo(Duration.ZERO) <= 0;
    }

    /** How long a delivery may wait for another's work. */
    Duration wait(Delivery delivery) {
        return isLimited(delivery) ? left(delivery) : LONGEST_WAIT;
    }

    @Nullable PreparedAnswer await(Delivery delivery, Work work) throws Exception {
        return isLimited(delivery) ? work.within(left(delivery), timer) : work.here();
    }

    private boolean isLimited(Delivery delivery) {
        return action != DeadlineAction.WORK_ON && delivery.deadline().isPresent();
    }

    private Duration left(Delivery delivery) {
        return Duration.between(
                clock.instant(), delivery.deadline().orElseThrow().minus(margin));
    }
}
