package dev.tasktoken.processor;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TaskToken;
import dev.tasktoken.internal.CurrentWork;
import dev.tasktoken.internal.DaemonThreads;
import dev.tasktoken.internal.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** One run of a handler: on its caller's thread or, if the caller may stop waiting for it, on a thread of its own. */
final class HandlerExecution {
    private static final Executor THREADS = DaemonThreads.unbounded("tasktoken-work");

    private final TaskToken token;
    private final Callable<@Nullable PreparedAnswer> work;
    private final HandlerThread thread = new HandlerThread();
    private volatile boolean leftToItself;

    /** The work was not done in time. */
    static final class DeadlineNear extends Exception {
        private static final long serialVersionUID = 1;

        private DeadlineNear() {
            super(null, null, false, false);
        }
    }

    HandlerExecution(TaskToken token, Callable<@Nullable PreparedAnswer> work) {
        this.token = token;
        this.work = work;
    }

    /** Whether the processor no longer waits for the work, although it may still go on. */
    boolean isLeftToItself() {
        return leftToItself;
    }

    HandlerThread thread() {
        return thread;
    }

    /** Does the work on this thread. */
    @Nullable PreparedAnswer run() throws Exception {
        thread.begin();
        try {
            return work.call();
        } finally {
            thread.end();
        }
    }

    /** Waits for so long, then interrupts the work and leaves it to itself. */
    @Nullable PreparedAnswer runWithTimeout(Duration time, Scheduler scheduler) throws Exception {
        CompletableFuture<@Nullable PreparedAnswer> done = new CompletableFuture<>();
        Runnable takeBack = scheduler.after(time, () -> leave(done, new DeadlineNear()));
        try {
            THREADS.execute(inCallersContext(() -> complete(done)));
            return done.get();
        } catch (ExecutionException e) {
            leftToItself |= e.getCause() instanceof DeadlineNear;
            throw e;
        } catch (InterruptedException e) {
            leftToItself |= leave(done, e);
            Thread.currentThread().interrupt();
            throw e;
        } finally {
            takeBack.run();
        }
    }

    /** Unless the work is done just now. */
    private boolean leave(CompletableFuture<@Nullable PreparedAnswer> done, Exception reason) {
        boolean isLeft = done.completeExceptionally(reason);
        if (isLeft) {
            thread.interrupt();
        }
        return isLeft;
    }

    private void complete(CompletableFuture<@Nullable PreparedAnswer> done) {
        CurrentWork.run(token, this::isLeftToItself, () -> {
            try {
                done.complete(run());
            } catch (Throwable thrown) { // whatever it is, the waiting thread decides
                done.completeExceptionally(thrown);
            }
        });
    }

    private static Runnable inCallersContext(Runnable task) {
        Map<String, String> logging = MDC.getCopyOfContextMap();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return () -> {
            Thread.currentThread().setContextClassLoader(loader);
            if (logging != null) {
                MDC.setContextMap(logging);
            }
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        };
    }
}
