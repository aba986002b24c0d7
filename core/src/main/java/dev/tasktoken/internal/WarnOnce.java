package dev.tasktoken.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says of a lasting trouble when it is new, so that it is logged loudly once and not with each call. Thread-safe.
 *
 * <pre>{@code
 * if (alarm.shouldWarn()) {
 *     LOG.warn("...");
 * }
 * }</pre>
 */
public final class WarnOnce {
    private final AtomicBoolean lasting = new AtomicBoolean();

    /** Begins without trouble. */
    public WarnOnce() {}

    /**
     * Takes note of the trouble.
     *
     * @return whether it began with this call
     */
    public boolean shouldWarn() {
        return lasting.compareAndSet(false, true);
    }

    /** Takes note that the trouble is over. */
    public void reset() {
        lasting.set(false);
    }
}
