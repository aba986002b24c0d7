package dev.tasktoken.processor;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.internal.CurrentHandler;
import dev.tasktoken.internal.DaemonThreads;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.service.WorkId;
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
    private static final Executor THREADS = DaemonThreads.unbounded("tasktoken-handler");

    private final WorkId id;
    private final Callable<@Nullable PreparedAnswer> handler;
    private final HandlerThread thread = new HandlerThread();
    private volatile boolean abandoned;

    /** The handler did not return in time. */
    static final class DeadlineNear extends Exception {
        private static final long serialVersionUID = 1;

        private DeadlineNear() {
            super(null, null, false, false);
        }
    }

    HandlerExecution(WorkId id, Callable<@Nullable PreparedAnswer> handler) {
        this.id = id;
        this.handler = handler;
    }

    /** Whether the processor no longer waits for the handler, although it may still run. */
    boolean isAbandoned() {
        return abandoned;
    }

    HandlerThread thread() {
        return thread;
    }

    /** Runs the handler on this thread. */
    @Nullable PreparedAnswer run() throws Exception {
        thread.begin();
        try {
            return handler.call();
        } finally {
            thread.end();
        }
    }

    /** Waits for so long, then interrupts the handler and abandons it. */
    @Nullable PreparedAnswer runWithTimeout(Duration time, Scheduler scheduler) throws Exception {
        CompletableFuture<@Nullable PreparedAnswer> done = new CompletableFuture<>();
        Runnable cancelTimeout = scheduler.after(time, () -> abandon(done, new DeadlineNear()));
        try {
            THREADS.execute(inCallersContext(() -> complete(done)));
            return done.get();
        } catch (ExecutionException e) {
            abandoned |= e.getCause() instanceof DeadlineNear;
            throw e;
        } catch (InterruptedException e) {
            abandoned = true;
            abandon(done, e);
            Thread.currentThread().interrupt();
            throw e;
        } finally {
            cancelTimeout.run();
        }
    }

    /** Unless the handler has just returned. */
    private void abandon(CompletableFuture<@Nullable PreparedAnswer> done, Exception reason) {
        if (done.completeExceptionally(reason)) {
            thread.interrupt();
        }
    }

    private void complete(CompletableFuture<@Nullable PreparedAnswer> done) {
        CurrentHandler.run(id, this::isAbandoned, () -> {
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
