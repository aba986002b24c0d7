package dev.tasktoken;

import dev.tasktoken.internal.DaemonThreads;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.WarnOnce;
import dev.tasktoken.service.PausedWork;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends heartbeats for tasks whose work is done outside a {@link dev.tasktoken.processor.CallbackProcessor
 * CallbackProcessor}, deferred ones for instance; inside one,
 * {@link dev.tasktoken.processor.CallbackProcessor.Builder#heartbeatEvery CallbackProcessor.Builder.heartbeatEvery}
 * does it.
 *
 * <p>The first heartbeat of a task is sent at once, because its heartbeat clock ({@code HeartbeatSeconds}) has been
 * running since the state was entered. The second is sent at a random time within the first interval, so that tasks
 * that began together do not send together. The others follow at the interval or up to a tenth earlier.
 *
 * <p>A heartbeat that is not delivered is retried before its interval has passed. The status does not change until no
 * heartbeat was delivered for the heartbeat timeout. Then it is {@link TaskStatus#UNKNOWN} until one is delivered. A
 * missing permission is logged once at ERROR, by its name.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>timeout: three times the interval. Set it to the state's {@code HeartbeatSeconds}
 *   <li>at most 16 calls at once; what is due meanwhile waits its turn
 * </ul>
 *
 * <p>Any number of tasks share one timer thread in the process, and the sending threads of this object. All are daemon
 * threads and end when idle, so there is nothing to close. Heartbeats count against the account's quota of
 * {@code SendTask*} calls. Thread-safe; make one and keep it.
 *
 * <pre>{@code
 * Heartbeats heartbeats = Heartbeats.builder(responder, Duration.ofSeconds(20)).build();
 * try (Heartbeat heartbeat = heartbeats.start(task)) {
 *     transcode(film, () -> heartbeat.isClosed());
 * }
 * }</pre>
 */
public final class Heartbeats {
    private final HeartbeatLoop.Settings settings;

    private Heartbeats(HeartbeatLoop.Settings settings) {
        this.settings = settings;
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param responder sends the heartbeats; stays the caller's to close
     * @param every the interval, at least 100 ms; a third of the state's {@code HeartbeatSeconds} leaves room for two
     *     heartbeats that are not delivered
     * @return the builder
     * @throws IllegalArgumentException if the interval is less than 100 ms or more than a day
     */
    public static Builder builder(Responder<?> responder, Duration every) {
        return new Builder(responder, every);
    }

    /**
     * Starts to send heartbeats for a task.
     *
     * @param task whose task or callback
     * @return the handle; close it before the task is answered
     * @throws InvalidTaskTokenException if the responder does not answer this kind of work
     */
    public Heartbeat start(PausedWork task) {
        TaskStatusMonitor monitor = new TaskStatusMonitor();
        Runnable end = start(task.workId(), monitor);
        return new Heartbeat(monitor, () -> {
            monitor.end();
            end.run();
        });
    }

    /**
     * Starts to send heartbeats for a task. They report to a monitor, which other code may report to, too.
     *
     * @param task whose task or callback
     * @param monitor receives the status
     * @return ends the heartbeats; does not wait for one that is on its way
     * @throws InvalidTaskTokenException if the responder does not answer this kind of work
     */
    public Runnable start(PausedWork task, TaskStatusMonitor monitor) {
        settings.responder().checkAnswers(task);
        return new HeartbeatLoop(settings, task.workId(), monitor).start();
    }

    /** Sets up {@link Heartbeats}. Setters check at once. Not thread-safe. */
    public static final class Builder {
        private static final Duration SHORTEST = Duration.ofMillis(100);
        private static final Duration LONGEST = Duration.ofDays(1);
        private static final int DEFAULT_TIMEOUT_INTERVALS = 3;

        private final Responder<PausedWork> responder;
        private final Duration every;
        private @Nullable Duration timeout;
        private int maxConcurrentCalls = 16;
        private Scheduler scheduler = Scheduler.system();
        private @Nullable Executor senders;

        private Builder(Responder<?> responder, Duration every) {
            this.responder = responder.forAnyWork();
            checkInterval(every);
            this.every = every;
        }

        private static void checkInterval(Duration every) {
            if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("The interval must be between 100 ms and a day: " + every);
            }
        }

        /**
         * Sets for how long heartbeats may fail before the status is {@link TaskStatus#UNKNOWN} and listeners are
         * notified.
         *
         * @param timeout the state's {@code HeartbeatSeconds}; longer than the interval
         * @return this builder
         * @throws IllegalArgumentException if it is not longer than the interval
         */
        public Builder timeout(Duration timeout) {
            if (timeout.compareTo(every) <= 0) {
                throw new IllegalArgumentException(
                        "The timeout must be longer than the interval of " + every + ": " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets how many heartbeats are sent at once, which is also the number of sending threads. The SDK's default
         * HTTP client opens at most 50 connections, which answers need, too.
         *
         * @param maxConcurrentCalls at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConcurrentCalls(int maxConcurrentCalls) {
            if (maxConcurrentCalls < 1) {
                throw new IllegalArgumentException("maxConcurrentCalls must be at least 1: " + maxConcurrentCalls);
            }
            this.maxConcurrentCalls = maxConcurrentCalls;
            return this;
        }

        Builder threads(Scheduler scheduler, Executor senders) {
            this.scheduler = scheduler;
            this.senders = senders;
            return this;
        }

        /**
         * Builds the heartbeats; no thread starts before the first task's.
         *
         * @return the heartbeats
         */
        public Heartbeats build() {
            return new Heartbeats(new HeartbeatLoop.Settings(
                    responder,
                    every,
                    timeout == null ? every.multipliedBy(DEFAULT_TIMEOUT_INTERVALS) : timeout,
                    scheduler,
                    senders == null ? DaemonThreads.bounded("tasktoken-heartbeat", maxConcurrentCalls) : senders,
                    new WarnOnce()));
        }
    }
}
