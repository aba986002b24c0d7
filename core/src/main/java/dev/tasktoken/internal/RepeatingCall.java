package dev.tasktoken.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that is repeated, each time after the delay that the last one asked for, until either side ends it. */
public final class RepeatingCall implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatingCall.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Executor senders;
    private final Call call;
    private boolean over;
    private Runnable takeBack = () -> {};

    /** What is repeated. */
    @FunctionalInterface
    public interface Call {
        /** Returns the delay until the next call; null if there is to be none. Must not throw. */
        @Nullable Duration make();
    }

    private RepeatingCall(Scheduler scheduler, Executor senders, Call call) {
        this.scheduler = scheduler;
        this.senders = senders;
        this.call = call;
    }

    public static RepeatingCall start(Scheduler scheduler, Executor senders, Duration first, Call call) {
        RepeatingCall beat = new RepeatingCall(scheduler, senders, call);
        beat.next(first);
        return beat;
    }

    /** Ends it: no call starts any more; one that was on its way stays so. */
    @Override
    public synchronized void close() {
        over = true;
        takeBack.run();
    }

    private synchronized void next(@Nullable Duration delay) {
        if (!over && delay != null) {
            takeBack = scheduler.after(delay, this::submit);
        }
    }

    private void submit() {
        try {
            senders.execute(this::send);
        } catch (Throwable refusal) { // no memory for a thread: later there may be
            next(AFTER_TROUBLE);
        }
    }

    private void send() {
        if (isOver()) {
            return;
        }
        @Nullable Duration next = AFTER_TROUBLE;
        try {
            next = call.make();
        } catch (Throwable thrown) { // one that dies of an Error is not the last one
            LOG.warn("A periodic call ended in {}", thrown.getClass().getName());
        }
        next(next);
    }

    private synchronized boolean isOver() {
        return over;
    }
}
