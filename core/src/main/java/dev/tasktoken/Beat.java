package dev.tasktoken;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A call that is repeated, each time after the delay that the last one asked for, until either side ends it. */
final class Beat implements AutoCloseable {
    private final Timer timer;
    private final Executor senders;
    private final Call call;
    private boolean over;
    private Runnable takeBack = () -> {};

    /** What is repeated. */
    @FunctionalInterface
    interface Call {
        /** Returns the delay until the next call; null if there is to be none. Must not throw. */
        @Nullable Duration make();
    }

    private Beat(Timer timer, Executor senders, Call call) {
        this.timer = timer;
        this.senders = senders;
        this.call = call;
    }

    static Beat start(Timer timer, Executor senders, Duration first, Call call) {
        Beat beat = new Beat(timer, senders, call);
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
            takeBack = timer.after(delay, () -> senders.execute(this::send));
        }
    }

    private void send() {
        if (!isOver()) {
            next(call.make());
        }
    }

    private synchronized boolean isOver() {
        return over;
    }
}
