package dev.tasktoken;

import java.util.concurrent.atomic.AtomicBoolean;

/** Says of a lasting trouble when it is new, so that it is reported loudly once. */
final class OnceUntilGood {
    private final AtomicBoolean lasting = new AtomicBoolean();

    boolean first() {
        return lasting.compareAndSet(false, true);
    }

    void good() {
        lasting.set(false);
    }
}
