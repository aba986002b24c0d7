package dev.tasktoken.processor;

import org.jspecify.annotations.Nullable;

/** The thread that does the work, while it does: an interrupt affects only the work, not what the thread does later. */
final class HandlerThread {
    private @Nullable Thread working;
    private boolean ended;
    private boolean interrupted;

    synchronized void begin() throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException("before the work began");
        }
        working = Thread.currentThread();
    }

    synchronized void interrupt() {
        if (!ended) {
            interrupted = true;
            if (working != null) {
                working.interrupt();
            }
        }
    }

    /** Clears the flag of our interrupt if the work did not notice it. */
    synchronized void end() {
        ended = true;
        working = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /** Whether we interrupted the work; it then says nothing about the task if it breaks off. */
    synchronized boolean wasInterrupted() {
        return interrupted;
    }
}
