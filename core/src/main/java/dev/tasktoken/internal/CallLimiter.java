package dev.tasktoken.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Says when a call may start: so many a second, so many at once. Answers go before heartbeats when both wait; each kind
 * in its order.
 */
public final class CallLimiter {
    private static final CompletableFuture<@Nullable Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final Scheduler scheduler;
    private final CallLimits limits;
    private final Deque<CompletableFuture<@Nullable Void>> answers = new ArrayDeque<>();
    private final Deque<CompletableFuture<@Nullable Void>> heartbeats = new ArrayDeque<>();
    private double permits;
    private long refilled;
    private int running;
    private boolean timed;

    /** What waits. */
    public enum Kind {
        ANSWER,
        HEARTBEAT
    }

    public CallLimiter(Scheduler scheduler, CallLimits limits) {
        this.scheduler = scheduler;
        this.limits = limits;
        this.permits = limits.perSecond();
        this.refilled = scheduler.nanos();
    }

    /**
     * Returns when the call may start; cancel it to leave the queue, or call {@link #leave()} when the call is over.
     */
    public CompletableFuture<@Nullable Void> enter(Kind kind) {
        if (limits.areNone()) {
            return AT_ONCE;
        }
        CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
        synchronized (this) {
            (kind == Kind.ANSWER ? answers : heartbeats).add(turn);
        }
        admit();
        return turn;
    }

    public void leave() {
        if (limits.areNone()) {
            return;
        }
        synchronized (this) {
            running--;
        }
        admit();
    }

    private void admit() {
        for (CompletableFuture<@Nullable Void> turn = admitNext(); turn != null; turn = admitNext()) {
            if (!turn.complete(null)) {
                returnPermit();
            }
        }
    }

    private synchronized @Nullable CompletableFuture<@Nullable Void> admitNext() {
        Deque<CompletableFuture<@Nullable Void>> queue = answers.isEmpty() ? heartbeats : answers;
        if (queue.isEmpty() || running >= limits.atOnce()) {
            return null;
        }
        refill();
        if (permits < 1) {
            wakeUpLater();
            return null;
        }
        permits--;
        running++;
        return queue.remove();
    }

    private void refill() {
        long now = scheduler.nanos();
        permits = Math.min(limits.perSecond(), permits + (now - refilled) / 1e9 * limits.perSecond());
        refilled = now;
    }

    private void wakeUpLater() {
        if (!timed) {
            timed = true;
            scheduler.after(Duration.ofNanos((long) Math.ceil((1 - permits) * 1e9 / limits.perSecond())), () -> {
                synchronized (this) {
                    timed = false;
                }
                admit();
            });
        }
    }

    /** For a call that left the queue. */
    private synchronized void returnPermit() {
        running--;
        permits++;
    }
}
