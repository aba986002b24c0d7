package dev.tasktoken.sqs;

import java.time.Duration;

/**
 * Counts a worker's handlers and messages. A poll reserves handlers first, so the worker receives a message only when a
 * handler is free for it. A handler is free when it has ended; its message stays in flight until the answer was sent
 * and settled. At most twice as many messages are in flight as there are handlers. When that limit is reached, the
 * worker receives nothing until answers were sent. After {@link #close()} nothing is reserved or taken. Thread-safe.
 */
final class WorkerPermits {
    /** How long a poll waits for further handlers when one is free: a poll for one message costs as much as for ten. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    private final int handlers;
    private final PollTuning tuning;
    private int reserved;
    private int running;
    private int inFlight;
    private int wanted;
    private boolean reserving;
    private boolean closed;

    WorkerPermits(int handlers, PollTuning tuning) {
        this.handlers = handlers;
        this.tuning = tuning;
    }

    /** Waits until one more poll should run beside the others, or until this is closed. */
    synchronized void awaitPollNeeded(int otherPolls) throws InterruptedException {
        while (otherPolls >= tuning.polls() && !closed) {
            wait();
        }
    }

    /** Waits for a free handler, and a moment longer for several. Reserves at most as many as one poll can use. */
    synchronized int reserve() throws InterruptedException {
        awaitTurn();
        try {
            awaitFree(1, Duration.ofDays(1));
            awaitFree(Math.min(tuning.messagesPerPoll(), handlers), GATHERING);
            int granted = closed ? 0 : Math.min(free(), tuning.messagesPerPoll());
            reserved += granted;
            return granted;
        } finally {
            reserving = false;
            notifyAll();
        }
    }

    /** Lets one thread at a time wait for handlers, so that a free handler does not wake all of them. */
    private void awaitTurn() throws InterruptedException {
        while (reserving && !closed) {
            wait();
        }
        reserving = true;
    }

    private void awaitFree(int count, Duration atMost) throws InterruptedException {
        wanted = count;
        Deadline end = Deadline.in(atMost);
        while (free() < count && !closed && !end.isOver()) {
            wait(end.millisLeft());
        }
    }

    private int free() {
        return Math.min(handlers - running, 2 * handlers - inFlight) - reserved;
    }

    /** Takes permits for received messages. Returns false if this was closed meanwhile. */
    synchronized boolean take(int received, int ofReserved) {
        reserved -= ofReserved;
        if (!closed) {
            running += received;
            inFlight += received;
        }
        wakeIfEnough();
        return !closed;
    }

    /** Records how a poll ended. */
    synchronized void recordPoll(int received, int ofReserved) {
        if (tuning.recordPoll(received, ofReserved)) {
            notifyAll();
        }
    }

    /** Frees a handler that has ended. */
    synchronized void freeHandler() {
        running--;
        wakeIfEnough();
    }

    /** Ends a message whose handler was freed before. */
    synchronized void endMessage() {
        inFlight--;
        wakeIfEnough();
    }

    private void wakeIfEnough() {
        if (free() >= wanted || inFlight == 0) {
            notifyAll();
        }
    }

    /** Returns how many messages are being handled or answered. */
    synchronized int inFlight() {
        return inFlight;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits for a time, or until this is closed. */
    synchronized void pause(Duration time) throws InterruptedException {
        Deadline end = Deadline.in(time);
        while (!closed && !end.isOver()) {
            wait(end.millisLeft());
        }
    }

    /** Waits, at most until the deadline, until nothing is in flight. Returns whether that is so. */
    synchronized boolean awaitIdle(Deadline end) throws InterruptedException {
        while (inFlight > 0 && !end.isOver()) {
            wait(end.millisLeft());
        }
        return inFlight == 0;
    }
}
