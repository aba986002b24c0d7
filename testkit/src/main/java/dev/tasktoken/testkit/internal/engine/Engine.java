package dev.tasktoken.testkit.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs everything that happens in one LocalStepFunctions, one step at a time: calls of the API, timers, and the results
 * of integrations. A waiting execution is data, not a thread. Only integrations run outside the lock: services on a few
 * threads, the user's own code on a thread for each call, so that a slow call delays no other.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int CALL_THREADS = 8;
    /** The engine whose call the current thread makes, if it makes one. */
    private static final ThreadLocal<@Nullable Engine> CALLER = new ThreadLocal<>();

    private static final Duration MAX_SETTLING = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock advancing = new ReentrantLock();
    private final Condition timersChanged = lock.newCondition();
    private final Set<Waiter<?>> waiting = new LinkedHashSet<>();
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Timers timers = new Timers();
    private final EngineClock clock = new EngineClock();
    private final ExecutorService calls =
            Executors.newFixedThreadPool(CALL_THREADS, new DaemonThreads("tasktoken-testkit-call"));
    private final ExecutorService functions =
            Executors.newCachedThreadPool(new DaemonThreads("tasktoken-testkit-function"));
    /** The time of the current {@link #run}: what begins in it falls due together. Guarded by the lock. */
    private Instant now = clock.instant();

    /** When the timer thread wakes by itself. Guarded by the lock. */
    private Instant wakesAt = Instant.MIN;

    private int callsUnderWay;
    private boolean closed;

    public Engine() {
        new DaemonThreads("tasktoken-testkit-timer").newThread(this::fireTimers).start();
    }

    public EngineClock clock() {
        return clock;
    }

    /** Runs an action and every step that follows from it; nothing else happens meanwhile. */
    public <T> T run(Supplier<T> action) {
        lock.lock();
        try {
            if (lock.getHoldCount() == 1) {
                now = clock.instant();
            }
            T result = action.get();
            takeSteps();
            return result;
        } finally {
            wake();
            lock.unlock();
        }
    }

    /** Queues a step, to be taken before the current {@link #run} returns. */
    public void post(Runnable step) {
        steps.add(step);
    }

    /** Plans an action; the caller is inside {@link #run}. */
    public Timers.Timer schedule(Duration delay, Runnable action) {
        Instant due = now.plus(delay);
        if (due.isBefore(wakesAt)) {
            timersChanged.signal();
        }
        return timers.add(due, action);
    }

    public void cancel(Timers.Timer timer) {
        timers.cancel(timer);
    }

    /** Calls a service outside the lock, and runs what follows from it as a step; the caller is inside {@link #run}. */
    public <T> void call(Callable<T> call, Consumer<T> onResult, Consumer<Exception> onFailure) {
        call(calls, call, onResult, onFailure);
    }

    /** The same for a function or an endpoint of the user's, which may take as long as it likes. */
    public <T> void callFunction(Callable<T> call, Consumer<T> onResult, Consumer<Exception> onFailure) {
        call(functions, call, onResult, onFailure);
    }

    private <T> void call(
            ExecutorService threads, Callable<T> call, Consumer<T> onResult, Consumer<Exception> onFailure) {
        callsUnderWay++;
        try {
            threads.execute(() -> {
                CALLER.set(this);
                Runnable step = outcome(call, onResult, onFailure);
                CALLER.remove();
                run(() -> {
                    callsUnderWay--;
                    post(step);
                    return true;
                });
            });
        } catch (RejectedExecutionException e) {
            callsUnderWay--;
        }
    }

    /** Waits in real time until there is something, and returns empty if there is nothing in time. */
    public <T> Optional<T> await(Duration atMost, Supplier<Optional<T>> ready) {
        long deadline = System.nanoTime() + nanos(atMost);
        lock.lock();
        try {
            Waiter<T> waiter = new Waiter<>(ready, lock.newCondition());
            if (!waiter.isDone()) {
                await(waiter, deadline);
            }
            return waiter.found();
        } finally {
            lock.unlock();
        }
    }

    private void await(Waiter<?> waiter, long deadline) {
        waiting.add(waiter);
        try {
            for (long left = deadline - System.nanoTime();
                    left > 0 && waiting.contains(waiter);
                    left = deadline - System.nanoTime()) {
                if (closed) {
                    throw new IllegalStateException("LocalStepFunctions was closed while a caller waited");
                }
                waitNanos(waiter.woken(), left);
            }
        } finally {
            waiting.remove(waiter);
        }
    }

    /** Wakes the threads that need not wait any longer. */
    private void wake() {
        waiting.removeIf(Waiter::isDone);
    }

    /** Ends the threads. Nothing runs any more, and callers that wait get an exception. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            timersChanged.signal();
            waiting.forEach(waiter -> waiter.woken().signal());
        } finally {
            lock.unlock();
        }
        calls.shutdownNow();
        functions.shutdownNow();
    }

    private static <T> Runnable outcome(Callable<T> call, Consumer<T> onResult, Consumer<Exception> onFailure) {
        try {
            T result = call.call();
            return () -> onResult.accept(result);
        } catch (Exception e) {
            return () -> onFailure.accept(e);
        } catch (Error e) {
            return () -> onFailure.accept(new IllegalStateException(e.getClass().getName()));
        }
    }

    /** Moves the time on, with everything that falls due on the way; waits for calls under way. */
    public void advance(Duration duration) {
        long deadline = System.nanoTime() + nanos(MAX_SETTLING);
        advancing.lock();
        try {
            Duration left = duration;
            while (!left.isNegative()) {
                settle(deadline);
                left = advanceToNextTimer(left);
            }
        } finally {
            advancing.unlock();
        }
    }

    /** Moves to the next timer and fires it; what is left of the way, or negative at its end. */
    private Duration advanceToNextTimer(Duration left) {
        return run(() -> {
            Duration step = timers.untilNext(now).orElse(left);
            timersChanged.signal();
            if (closed || step.compareTo(left) > 0) {
                clock.move(left);
                return Duration.ofSeconds(-1);
            }
            clock.move(step);
            boolean fired = fireNext();
            return fired ? left.minus(step) : Duration.ofSeconds(-1);
        });
    }

    /**
     * Waits until no call is under way, so that what follows from it happens before the time moves on; but not for the
     * call that moves the clock itself.
     */
    private void settle(long deadline) {
        int own = CALLER.get() == this ? 1 : 0;
        await(
                Duration.ofNanos(Math.max(0, deadline - System.nanoTime())),
                () -> callsUnderWay <= own || closed ? Optional.of(true) : Optional.empty());
    }

    /** Fires what falls due next, all of one instant before anything that follows from it. */
    private boolean fireNext() {
        now = clock.instant();
        List<Timers.Timer> due = timers.nextDue(now);
        due.forEach(timer -> post(() -> fire(timer)));
        takeSteps();
        return !due.isEmpty();
    }

    /** Fires a timer, unless another one of the same instant has cancelled it. */
    private void fire(Timers.Timer timer) {
        if (timers.take(timer)) {
            timer.action().run();
        }
    }

    private void fireTimers() {
        lock.lock();
        try {
            while (!closed) {
                if (fireNext()) {
                    wake();
                } else {
                    wakesAt = timers.nextDue().orElse(Instant.MAX);
                    waitNanos(
                            timersChanged,
                            timers.untilNext(now).map(Engine::nanos).orElse(Long.MAX_VALUE));
                }
            }
        } catch (IllegalStateException e) {
            LOG.debug("The timer thread was interrupted and ends");
        } finally {
            lock.unlock();
        }
    }

    private void takeSteps() {
        for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
            try {
                if (!closed) {
                    step.run();
                }
            } catch (RuntimeException | StackOverflowError e) {
                // Steps fail their own execution; this is a bug of ours and must not stop everybody else's.
                LOG.warn("A step failed unexpectedly: {}", e.getClass().getName());
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // both callers loop
    private static void waitNanos(Condition condition, long nanos) {
        try {
            long ignored = condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    private static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }
}
