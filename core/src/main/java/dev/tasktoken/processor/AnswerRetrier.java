package dev.tasktoken.processor;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.Responder;
import dev.tasktoken.TaskStatusMonitor;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.DeliveryLease;
import dev.tasktoken.internal.Backoff;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a handler's answer. Resends it for a while if it is not delivered, and keeps it if that fails, too. */
final class AnswerRetrier {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRetrier.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    /** The time that a function needs to return before its deadline. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Responder<PausedWork> responder;
    private final @Nullable Heartbeats heartbeats;
    private final Duration retryAnswerFor;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Sleeper sleeper;
    private final AnswerCache cache;

    AnswerRetrier(ProcessorSettings settings) {
        this.responder = settings.responder();
        this.heartbeats = settings.heartbeats();
        this.retryAnswerFor = settings.retryAnswerFor();
        this.clock = settings.clock();
        this.scheduler = settings.scheduler();
        this.sleeper = settings.sleeper();
        this.cache = new AnswerCache(clock);
    }

    AnswerCache cache() {
        return cache;
    }

    /** Sends an answer for the first time. */
    Settlement send(Delivery delivery, WorkId id, PreparedAnswer answer) {
        return sendUninterrupted(delivery, id, answer, false);
    }

    /** Resends a kept answer. If the task is closed now, an earlier send of this answer may have closed it. */
    Settlement resend(Delivery delivery, WorkId id, PreparedAnswer kept) {
        return sendUninterrupted(delivery, id, kept, true);
    }

    /**
     * Clears the thread's interrupt flag while it sends: a flag that the handler left set must not prevent the answer.
     */
    private Settlement sendUninterrupted(Delivery delivery, WorkId id, PreparedAnswer answer, boolean sentBefore) {
        reportHandlerEnded(delivery);
        boolean interrupted = Thread.interrupted();
        try {
            return sendUntilDelivered(delivery, id, answer, sentBefore);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Logs what a transport's lease throws, because it must not prevent the answer. */
    private static void reportHandlerEnded(Delivery delivery) {
        try {
            delivery.lease().ifPresent(DeliveryLease::handlerEnded);
        } catch (RuntimeException e) {
            LOG.warn("The lease of {} threw {}", delivery, e.getClass().getName());
        }
    }

    private Settlement sendUntilDelivered(Delivery delivery, WorkId id, PreparedAnswer answer, boolean sentBefore) {
        long end = scheduler.nanos() + timeToResend(delivery).toNanos();
        Runnable endHeartbeats = () -> {};
        try {
            for (int tries = 0; ; tries++) {
                try {
                    return sendOnce(id, answer, sentBefore || tries > 0);
                } catch (AnswerNotDeliveredException e) {
                    cache.keep(id, answer);
                    endHeartbeats = tries == 0 ? startHeartbeats(id) : endHeartbeats;
                    if (!waitBeforeRetry(end, tries)) {
                        return new Settlement.Redeliver(e);
                    }
                }
            }
        } finally {
            endHeartbeats.run();
        }
    }

    private Settlement sendOnce(WorkId id, PreparedAnswer answer, boolean sentBefore) {
        try {
            AnswerOutcome known = responder.send(id, answer);
            cache.addClosed(id);
            boolean maybeOurs = known == AnswerOutcome.ALREADY_CLOSED && sentBefore;
            return settlement(answer, maybeOurs ? AnswerOutcome.UNCONFIRMED : known);
        } catch (AnswerNotPermittedException e) {
            cache.keep(id, answer);
            return new Settlement.Redeliver(e);
        } catch (InvalidTaskTokenException e) {
            return new Settlement.Redeliver(e);
        } catch (OutputRejectedException e) {
            cache.addClosed(id);
            return new Settlement.Failed(e.error(), e.answer());
        }
    }

    /** Sends heartbeats while the answer waits, so that the task does not time out. Their status is ignored. */
    private Runnable startHeartbeats(WorkId id) {
        return heartbeats == null ? () -> {} : heartbeats.start(id, new TaskStatusMonitor());
    }

    /** Reads the clock once, to compare it with the deadline: a clock that is set back must not prolong resending. */
    private Duration timeToResend(Delivery delivery) {
        Instant deadline = delivery.deadline().orElse(null);
        if (deadline == null) {
            return retryAnswerFor;
        }
        Duration left = Duration.between(clock.instant(), deadline.minus(MARGIN));
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(retryAnswerFor) < 0 ? left : retryAnswerFor;
    }

    private boolean waitBeforeRetry(long end, int tries) {
        Duration wait = BACKOFF.after(tries + 1);
        return scheduler.nanos() + wait.toNanos() < end && sleeper.sleepUnlessInterrupted(wait);
    }

    private static Settlement settlement(PreparedAnswer sent, AnswerOutcome known) {
        return sent instanceof PreparedAnswer.Failure failure
                ? new Settlement.Failed(failure.error(), known)
                : new Settlement.Succeeded(known);
    }
}
