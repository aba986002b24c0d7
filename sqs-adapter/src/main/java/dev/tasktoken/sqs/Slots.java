package dev.tasktoken.sqs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A worker's places for work. What is polled for is reserved first, so no more is received than can be started, now or,
 * with a {@link Backlog}, in a moment; after {@link #close()} nothing is reserved, taken or begun any more.
 * Thread-safe.
 */
final class Slots {
    private final Backlog backlog;
    private final Semaphore places;
    private int free;
    private int busy;
    private boolean closed;

    Slots(int count) {
        this.backlog = new Backlog(count);
        this.places = new Semaphore(count, true);
        this.free = count;
    }

    /** How many polls may ever go on at once. */
    int mostPolls() {
        return backlog.mostPolls();
    }

    /** Waits until so many polls are worth it beside this one, or these are closed. */
    synchronized void awaitBacklog(int otherPolls) throws InterruptedException {
        while (otherPolls >= backlog.polls() && !closed) {
            wait();
        }
    }

    /** Waits for a free place and reserves as many as there are, at most so many; 0 once closed. */
    synchronized int reserve(int atMost) throws InterruptedException {
        while (free + backlog.ahead() <= 0 && !closed) {
            wait();
        }
        if (closed) {
            return 0;
        }
        int reserved = Math.min(free + backlog.ahead(), atMost);
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

    /** Takes note of a poll that got through. */
    synchronized void polled(boolean cameBackFull, Duration took) {
        backlog.polled(cameBackFull, took);
        notifyAll();
    }

    /** Waits for a place to work in, for what was received ahead; false if closed by now or none came free in time. */
    boolean begin(Duration atMost) throws InterruptedException {
        if (!places.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        if (isClosed()) {
            places.release();
            return false;
        }
        return true;
    }

    /** Leaves a place in which something was worked on for so long. */
    void end(Duration took) {
        backlog.worked(took);
        places.release();
    }

    /** Frees a place that was taken. */
    synchronized void release() {
        busy--;
        free++;
        notifyAll();
    }

    /** How many places are taken, for what waits for its turn too. */
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
