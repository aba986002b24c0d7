package dev.tasktoken.sqs;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes a worker's threads and recognises its handlers' threads. Thread-safe. */
final class WorkerThreads implements ThreadFactory {
    private static final ThreadLocal<WorkerThreads> OWNER = new ThreadLocal<>();

    private final String prefix;
    private final @Nullable ThreadFactory handlerThreads;
    private final AtomicInteger count = new AtomicInteger();

    /** Makes handlers' threads itself if the factory is null. */
    WorkerThreads(String prefix, @Nullable ThreadFactory handlerThreads) {
        this.prefix = prefix;
        this.handlerThreads = handlerThreads;
    }

    /** Makes a thread for handlers. */
    @Override
    public Thread newThread(Runnable runnable) {
        Runnable owned = () -> {
            OWNER.set(this);
            runnable.run();
        };
        return handlerThreads == null
                ? daemon(Integer.toString(count.incrementAndGet()), owned)
                : handlerThreads.newThread(owned);
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

    /** Whether the current thread is one that runs handlers. */
    boolean isOneOfThem() {
        return OWNER.get() == this;
    }
}
