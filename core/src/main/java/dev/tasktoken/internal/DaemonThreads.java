package dev.tasktoken.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads, and pools of them that shrink to none when idle, so that no caller has to close them. */
public final class DaemonThreads implements ThreadFactory {
    private static final int IDLE_SECONDS = 10;

    private final String name;
    private final AtomicInteger made = new AtomicInteger();

    public DaemonThreads(String name) {
        this.name = name;
    }

    /** At most so many threads; what finds none free waits its turn. */
    public static ExecutorService bounded(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** As many threads as there are tasks at once. */
    public static ExecutorService unbounded(String name) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DaemonThreads(name));
    }

    @Override
    public Thread newThread(Runnable runnable) {
        Thread thread = new Thread(runnable, name + "-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
