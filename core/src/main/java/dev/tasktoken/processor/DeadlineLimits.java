package dev.tasktoken.processor;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How long the handler of a delivery may take, so that there is time left to answer. */
final class DeadlineLimits {
    /** As long as SQS hides a message. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);

    private final DeadlineAction action;
    private final Duration margin;
    private final InstantSource clock;
    private final Scheduler scheduler;

    DeadlineLimits(ProcessorSettings settings) {
        this.action = settings.deadlineAction();
        this.margin = settings.deadlineMargin();
        this.clock = settings.clock();
        this.scheduler = settings.scheduler();
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

    /** How long a delivery may wait for another's handler. */
    Duration longestWait(Delivery delivery) {
        return isLimited(delivery) ? left(delivery) : LONGEST_WAIT;
    }

    @Nullable PreparedAnswer run(Delivery delivery, HandlerExecution execution) throws Exception {
        return isLimited(delivery) ? execution.runWithTimeout(left(delivery), scheduler) : execution.run();
    }

    private boolean isLimited(Delivery delivery) {
        return action != DeadlineAction.IGNORE && delivery.deadline().isPresent();
    }

    private Duration left(Delivery delivery) {
        return Duration.between(
                clock.instant(), delivery.deadline().orElseThrow().minus(margin));
    }
}
