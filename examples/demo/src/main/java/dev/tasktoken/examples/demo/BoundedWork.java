package dev.tasktoken.examples.demo;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work in threads of its own, so that a time limit always holds. */
final class BoundedWork implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThread::new);
    private final Duration limit;

    BoundedWork(Duration limit) {
        this.limit = limit;
    }

    <T> T run(Callable<T> work) throws BrokenOffException {
        Future<T> future = threads.submit(work);
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BrokenOffException("not complete after " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new BrokenOffException(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenOffException("interrupted");
        } finally {
            future.cancel(true);
        }
    }

    /** Interrupts work in progress. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
