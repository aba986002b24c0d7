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
    private Runnable cancel = () -> {};

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
        RepeatingCall repeating = new RepeatingCall(scheduler, senders, call);
        repeating.schedule(first);
        return repeating;
    }

    /** Ends it: no call starts any more; one that was on its way stays so. */
    @Override
    public synchronized void close() {
        over = true;
        cancel.run();
    }

    private synchronized void schedule(@Nullable Duration delay) {
        if (!over && delay != null) {
            cancel = scheduler.after(delay, this::submit);
        }
    }

    private void submit() {
        try {
            senders.execute(this::send);
        } catch (Throwable refusal) { // no memory for a thread now; there may be later
            schedule(AFTER_TROUBLE);
        }
    }

    private void send() {
        if (isOver()) {
            return;
        }
        @Nullable Duration next = AFTER_TROUBLE;
        try {
            next = call.make();
        } catch (Throwable thrown) { // an Error does not end the repetition
            LOG.warn("A periodic call ended in {}", thrown.getClass().getName());
        }
        schedule(next);
    }

    private synchronized boolean isOver() {
        return over;
    }
}
