package dev.tasktoken;

import dev.tasktoken.internal.RepeatingCall;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.internal.WarnOnce;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heartbeats of one task: when the next one goes, and what the last ones mean. */
final class HeartbeatLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatLoop.class);

    /** How much earlier than the interval a heartbeat may go. */
    private static final double JITTER = 0.1;

    /** What {@link Heartbeats} were set up with, shared by the tasks that they are sent for. */
    record Settings(
            Responder<PausedWork> responder,
            Duration every,
            Duration timeout,
            Scheduler scheduler,
            Executor senders,
            WarnOnce permissionAlarm) {}

    private final Settings settings;
    private final WorkId id;
    private final TaskStatusMonitor monitor;
    private long lastDelivered;
    private boolean over;
    private boolean spread;
    private int lost;
    private Runnable cancelAlarm = () -> {};

    HeartbeatLoop(Settings settings, WorkId id, TaskStatusMonitor monitor) {
        this.settings = settings;
        this.id = id;
        this.monitor = monitor;
        this.lastDelivered = settings.scheduler().nanos();
    }

    /** Sends the first heartbeat. The returned action ends them. */
    Runnable start() {
        setAlarm(settings.timeout());
        RepeatingCall loop = RepeatingCall.start(settings.scheduler(), settings.senders(), Duration.ZERO, this::send);
        return () -> {
            loop.close();
            end();
        };
    }

    private @Nullable Duration send() {
        try {
            boolean isRevoked = settings.responder().isRevoked(id);
            return nextAfter(
                    isRevoked ? TaskStatus.CLOSED : settings.responder().heartbeat(id, this::isWanted));
        } catch (AnswerNotPermittedException e) {
            if (settings.permissionAlarm().shouldWarn()) {
                LOG.error("Tasks will miss their heartbeats: {}", e.getMessage());
            }
            return interval();
        } catch (InvalidTaskTokenException e) {
            LOG.warn("No more heartbeats: {}", e.getMessage());
            monitor.report(TaskStatus.UNKNOWN);
            end();
            return null;
        } catch (RuntimeException e) {
            LOG.debug("A heartbeat for {} is retried: {}", id, e.getClass().getName());
            return retryDelay();
        }
    }

    private @Nullable Duration nextAfter(TaskStatus status) {
        if (status == TaskStatus.UNKNOWN) {
            return null; // the end came while it waited for its turn
        }
        settings.permissionAlarm().reset();
        if (status == TaskStatus.CLOSED) {
            LOG.debug("{} was closed while heartbeats were sent", id);
            monitor.report(status);
            end();
            return null;
        }
        recordDelivered();
        monitor.report(status);
        return interval();
    }

    private synchronized boolean isWanted() {
        return !over;
    }

    private synchronized void recordDelivered() {
        lastDelivered = settings.scheduler().nanos();
        lost = 0;
    }

    private synchronized Duration retryDelay() {
        return Sleeper.soonerThan(settings.every(), lost++);
    }

    /** The second heartbeat is sent at a random time in the first interval, so that simultaneous tasks spread. */
    private synchronized Duration interval() {
        double earlier = ThreadLocalRandom.current().nextDouble() * (spread ? JITTER : 1);
        spread = true;
        return Duration.ofNanos((long) (settings.every().toNanos() * (1 - earlier)));
    }

    private synchronized void setAlarm(Duration delay) {
        if (!over) {
            cancelAlarm = settings.scheduler().after(delay, this::checkSilence);
        }
    }

    private synchronized void checkSilence() {
        Duration silent = Duration.ofNanos(settings.scheduler().nanos() - lastDelivered);
        Duration left = settings.timeout().minus(silent);
        if (left.compareTo(Duration.ZERO) > 0) {
            setAlarm(left);
            return;
        }
        LOG.warn("No heartbeat for {} was delivered for {} s; its listeners are notified", id, silent.toSeconds());
        monitor.report(TaskStatus.UNKNOWN);
        setAlarm(settings.timeout());
    }

    private synchronized void end() {
        over = true;
        cancelAlarm.run();
    }
}
