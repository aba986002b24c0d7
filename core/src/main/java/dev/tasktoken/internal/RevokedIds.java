package dev.tasktoken.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The work whose handlers were given up, by the hash of its id, so that no copy of one answers. Each is kept for 15
 * minutes, the longest that a function runs, or until the work is processed another time. Bounded; the oldest are
 * dropped. Thread-safe.
 */
public final class RevokedIds {
    private static final int MAX_IDS = 4096;
    private static final long KEPT_NANOS = Duration.ofMinutes(15).toNanos();

    private final Scheduler scheduler;
    private final Map<String, Long> since = new LinkedHashMap<>();
    private volatile boolean any;

    public RevokedIds(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    public synchronized void add(String hash) {
        since.remove(hash);
        since.put(hash, scheduler.nanos());
        Iterator<Long> eldest = since.values().iterator();
        while (since.size() > MAX_IDS || isOver(since.values().iterator().next())) {
            eldest.next();
            eldest.remove();
        }
        any = true;
    }

    public void remove(String hash) {
        if (any) {
            forget(hash);
        }
    }

    private synchronized void forget(String hash) {
        since.remove(hash);
        any = !since.isEmpty();
    }

    public boolean contains(String hash) {
        return any && isKept(hash);
    }

    private synchronized boolean isKept(String hash) {
        Long revoked = since.get(hash);
        return revoked != null && !isOver(revoked);
    }

    private boolean isOver(long revoked) {
        return scheduler.nanos() - revoked > KEPT_NANOS;
    }
}
