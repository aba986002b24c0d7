package dev.tasktoken.sqs;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes a worker's threads and recognises its handlers' threads. Thread-safe. */
final class WorkerThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();

    /** A thread that runs handlers. */
    private static final class HandlerThread extends Thread {
        private final WorkerThreads owner;

        HandlerThread(WorkerThreads owner, Runnable runnable) {
            super(runnable, owner.prefix + owner.count.incrementAndGet());
            this.owner = owner;
            setDaemon(true);
        }
    }

    WorkerThreads(String prefix) {
        this.prefix = prefix;
    }

    /** Makes a thread for handlers. */
    @Override
    public Thread newThread(Runnable runnable) {
        return new HandlerThread(this, runnable);
    }

    Thread daemon(String name, Runnable runnable) {
        Thread thread = new Thread(runnable, prefix + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Makes a thread that keeps the JVM alive while it runs. */
    Thread nonDaemon(String name, Runnable runnable) {
        Thread thread = new Thread(runnable, prefix + name);
        thread.setDaemon(false);
        return thread;
    }

    boolean isOneOfThem(Thread thread) {
        return thread instanceof HandlerThread handler && handler.owner == this;
    }
}
