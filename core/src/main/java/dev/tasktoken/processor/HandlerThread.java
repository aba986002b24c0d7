package dev.tasktoken.processor;

import org.jspecify.annotations.Nullable;

/**
 * The thread that runs the handler, while it does: an interrupt affects only the handler, not what the thread does
 * later.
 */
final class HandlerThread {
    private @Nullable Thread thread;
    private boolean ended;
    private boolean interrupted;

    synchronized void begin() throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException("before the handler began");
        }
        thread = Thread.currentThread();
    }

    synchronized void interrupt() {
        if (!ended) {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Clears the flag of our interrupt if the handler did not notice it. */
    synchronized void end() {
        ended = true;
        thread = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /** Whether this library interrupted the handler. What an interrupted handler throws says nothing about the task. */
    synchronized boolean wasInterrupted() {
        return interrupted;
    }
}
