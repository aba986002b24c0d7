package dev.tasktoken;

import dev.tasktoken.internal.Scheduler;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tasks whose handlers were given up, by the hash of their tokens, so that no copy of one answers. Each is kept for
 * 15 minutes, the longest that a function runs, or until the task is processed another time. Bounded; the oldest are
 * dropped.
 */
final class RevokedTokens {
    private static final int MAX_TOKENS = 4096;
    private static final long KEPT_NANOS = Duration.ofMinutes(15).toNanos();

    private final Scheduler scheduler;
    private final Map<String, Long> since = new LinkedHashMap<>();
    private volatile boolean any;

    RevokedTokens(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    synchronized void add(TaskToken token) {
        since.remove(token.hash());
        since.put(token.hash(), scheduler.nanos());
        Iterator<Long> eldest = since.values().iterator();
        while (since.size() > MAX_TOKENS || isOver(since.values().iterator().next())) {
            eldest.next();
            eldest.remove();
        }
        any = true;
    }

    void remove(TaskToken token) {
        if (any) {
            forget(token);
        }
    }

    private synchronized void forget(TaskToken token) {
        since.remove(token.hash());
        any = !since.isEmpty();
    }

    boolean contains(TaskToken token) {
        return any && isKept(token);
    }

    private synchronized boolean isKept(TaskToken token) {
        Long revoked = since.get(token.hash());
        return revoked != null && !isOver(revoked);
    }

    private boolean isOver(long revoked) {
        return scheduler.nanos() - revoked > KEPT_NANOS;
    }
}
