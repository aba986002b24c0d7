package dev.tasktoken.sqs;

import java.time.Duration;

/**
 * A worker's places for work. What is polled for is reserved first, so nothing is received that cannot be started;
 * after {@link #close()} nothing is reserved or taken any more. Thread-safe.
 */
final class Slots {
    private int free;
    private int busy;
    private boolean closed;

    Slots(int count) {
        this.free = count;
    }

    /** Waits for a free place and reserves as many as there are, at most so many; 0 once closed. */
    synchronized int reserve(int atMost) throws InterruptedException {
        while (free <= 0 && !closed) {
            wait();
        }
        if (closed) {
            return 0;
        }
        int reserved = Math.min(free, atMost);
        free -= reserved;
        return reserved;
    }

    /** Takes some of the places that were reserved, and frees the others; false, and frees all, if closed by now. */
    synchronized boolean take(int taken, int reserved) {
        int used = closed ? 0 : taken;
        free += reserved - used;
        busy += used;
        notifyAll();
        return used == taken;
    }

    /** Frees a place that was taken. */
    synchronized void release() {
        busy--;
        free++;
        notifyAll();
    }

    synchronized int busy() {
        return busy;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits so long, or until this is closed. */
    synchronized void pause(Duration time) throws InterruptedException {
        Deadline end = Deadline.in(time);
        while (!closed && !end.isOver()) {
            wait(end.millisLeft());
        }
    }

    /** Waits until all work is done, at most until then, and returns whether it is. */
    synchronized boolean awaitIdle(Deadline end) throws InterruptedException {
        while (busy > 0 && !end.isOver()) {
            wait(end.millisLeft());
        }
        return busy == 0;
    }
}
