package dev.tasktoken;

import dev.tasktoken.internal.Beat;
import dev.tasktoken.internal.Pause;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heartbeats of one task: when the next one goes, and what the last ones mean. */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    /** How much earlier than the interval a heartbeat may go. */
    private static final double JITTER = 0.1;

    private final HeartbeatSettings settings;
    private final TaskToken token;
    private final TaskWatch watch;
    private long lastGood;
    private boolean over;
    private boolean spread;
    private int lost;
    private Runnable takeBackAlarm = () -> {};

    Pulse(HeartbeatSettings settings, TaskToken token, TaskWatch watch) {
        this.settings = settings;
        this.token = token;
        this.watch = watch;
        this.lastGood = settings.timer().nanos();
    }

    /** Sends the first heartbeat; the returned end sends no more. */
    Runnable start() {
        setAlarm(settings.timeout());
        Beat beat = Beat.start(settings.timer(), settings.senders(), Duration.ZERO, this::send);
        return () -> {
            beat.close();
            end();
        };
    }

    private @Nullable Duration send() {
        if (settings.responder().isRevoked(token)) {
            return after(TaskStatus.CLOSED);
        }
        try {
            return after(settings.responder().heartbeat(token, this::isWanted));
        } catch (AnswerNotPermittedException e) {
            if (settings.permissionAlarm().isNew()) {
                LOG.error("Tasks will miss their heartbeats: {}", e.getMessage());
            }
            return interval();
        } catch (InvalidTaskTokenException e) {
            LOG.warn("No more heartbeats: {}", e.getMessage());
            watch.report(TaskStatus.UNKNOWN);
            end();
            return null;
        } catch (RuntimeException e) {
            LOG.debug(
                    "A heartbeat for {} is sent again: {}", token, e.getClass().getName());
            return retry();
        }
    }

    private @Nullable Duration after(TaskStatus status) {
        if (status == TaskStatus.UNKNOWN) {
            return null; // the end came while it waited for its turn
        }
        settings.permissionAlarm().good();
        if (status == TaskStatus.CLOSED) {
            LOG.debug("{} was closed while its work went on", token);
            watch.report(status);
            end();
            return null;
        }
        good();
        watch.report(status);
        return interval();
    }

    private synchronized boolean isWanted() {
        return !over;
    }

    private synchronized void good() {
        lastGood = settings.timer().nanos();
        lost = 0;
    }

    private synchronized Duration retry() {
        return Pause.soonerThan(settings.every(), lost++);
    }

    /** The second heartbeat is sent at a random time in the first interval, so that simultaneous tasks spread. */
    private synchronized Duration interval() {
        double earlier = ThreadLocalRandom.current().nextDouble() * (spread ? JITTER : 1);
        spread = true;
        return Duration.ofNanos((long) (settings.every().toNanos() * (1 - earlier)));
    }

    private synchronized void setAlarm(Duration delay) {
        if (!over) {
            takeBackAlarm = settings.timer().after(delay, this::checkSilence);
        }
    }

    private synchronized void checkSilence() {
        Duration silent = Duration.ofNanos(settings.timer().nanos() - lastGood);
        Duration left = settings.timeout().minus(silent);
        if (left.compareTo(Duration.ZERO) > 0) {
            setAlarm(left);
            return;
        }
        LOG.warn("No heartbeat for {} was delivered for {} s; its listeners are notified", token, silent.toSeconds());
        watch.report(TaskStatus.UNKNOWN);
        setAlarm(settings.timeout());
    }

    private synchronized void end() {
        over = true;
        takeBackAlarm.run();
    }
}
