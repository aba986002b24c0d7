package dev.tasktoken.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Calls back when it is time. A test's clock is moved by hand. */
public interface Scheduler {
    /** Returns a time that never jumps, in nanoseconds; only differences mean something. */
    long nanos();

    /**
     * Calls back after a while, on the timer's one thread, so the task must be short.
     *
     * @return takes the call back if it was not made yet
     */
    Runnable after(Duration delay, Runnable task);

    /** Returns the process's own, whose thread all share. It ends when nothing is due, so no caller has to close it. */
    static Scheduler system() {
        return Shared.INSTANCE;
    }

    /** One scheduler thread; adding and taking back a call costs O(log n). */
    final class Shared implements Scheduler {
        private static final Shared INSTANCE = new Shared();
        private static final int IDLE_SECONDS = 10;

        /** Longer ones have too many nanoseconds to count; no wait is that long. */
        private static final Duration LONGEST = Duration.ofDays(36_500);

        private final ScheduledThreadPoolExecutor scheduler =
                new ScheduledThreadPoolExecutor(1, new DaemonThreads("tasktoken-timer"));

        private Shared() {
            scheduler.setRemoveOnCancelPolicy(true);
            scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            scheduler.allowCoreThreadTimeOut(true);
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            Duration countable = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
            Future<?> call = scheduler.schedule(task, countable.toNanos(), TimeUnit.NANOSECONDS);
            return () -> call.cancel(false);
        }
    }
}
