package dev.tasktoken.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says whether a lasting problem is new, so that a warning is logged once and not with each call. Thread-safe.
 *
 * <pre>{@code
 * if (warnings.shouldWarn()) {
 *     LOG.warn("...");
 * }
 * }</pre>
 */
public final class WarnOnce {
    private final AtomicBoolean lasting = new AtomicBoolean();

    /** Begins without a problem. */
    public WarnOnce() {}

    /**
     * Records the problem.
     *
     * @return whether it began with this call
     */
    public boolean shouldWarn() {
        return lasting.compareAndSet(false, true);
    }

    /** Records that the problem is over. */
    public void reset() {
        lasting.set(false);
    }
}
