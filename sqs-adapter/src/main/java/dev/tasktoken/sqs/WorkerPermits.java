package dev.tasktoken.sqs;

import java.time.Duration;

/**
 * Counts a worker's handlers and messages. What is polled for is reserved first, so a message is received only when a
 * handler is free for it. A handler is free again when its work has ended; the message is in flight until it is
 * settled, too, and there are at most twice as many in flight as handlers: then nothing is received until answers got
 * through. After {@link #close()} nothing is reserved or taken any more. Thread-safe.
 */
final class WorkerPermits {
    /** How long a poll waits for further handlers, when one is free already: polls cost as much for one as for ten. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    private final int handlers;
    private final PollTuning tuning;
    private int reserved;
    private int working;
    private int inFlight;
    private int wanted;
    private boolean reserving;
    private boolean closed;

    WorkerPermits(int handlers, PollTuning tuning) {
        this.handlers = handlers;
        this.tuning = tuning;
    }

    /** Waits until so many polls are worth it beside this one, or these are closed. */
    synchronized void awaitWork(int otherPolls) throws InterruptedException {
        while (otherPolls >= tuning.polls() && !closed) {
            wait();
        }
    }

    /** Waits for a free handler, a moment longer for several, and reserves at most as many as a poll brings. */
    synchronized int reserve() throws InterruptedException {
        awaitTurn();
        try {
            awaitFree(1, Duration.ofDays(1));
            awaitFree(Math.min(tuning.messagesPerPoll(), handlers), GATHERING);
            int some = closed ? 0 : Math.min(free(), tuning.messagesPerPoll());
            reserved += some;
            return some;
        } finally {
            reserving = false;
            notifyAll();
        }
    }

    /** One thread waits for what becomes free, so that not all are woken by each. */
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
        return Math.min(handlers - working, 2 * handlers - inFlight) - reserved;
    }

    /** Begins the work of what was received; false if closed by now. */
    synchronized boolean take(int received, int ofReserved) {
        reserved -= ofReserved;
        if (!closed) {
            working += received;
            inFlight += received;
        }
        wakeIfEnough();
        return !closed;
    }

    /** Takes note of how a poll ended. */
    synchronized void polled(int received, int ofReserved) {
        if (tuning.polled(received, ofReserved)) {
            notifyAll();
        }
    }

    /** Frees a handler whose work has ended. */
    synchronized void workEnded() {
        working--;
        wakeIfEnough();
    }

    /** Lets go of a message whose handler is free already. */
    synchronized void settled() {
        inFlight--;
        wakeIfEnough();
    }

    private void wakeIfEnough() {
        if (free() >= wanted || inFlight == 0) {
            notifyAll();
        }
    }

    /** How many messages are at work or being answered. */
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

    /** Waits so long, or until this is closed. */
    synchronized void pause(Duration time) throws InterruptedException {
        Deadline end = Deadline.in(time);
        while (!closed && !end.isOver()) {
            wait(end.millisLeft());
        }
    }

    /** Waits until nothing is in flight, at most until then, and returns whether that is so. */
    synchronized boolean awaitIdle(Deadline end) throws InterruptedException {
        while (inFlight > 0 && !end.isOver()) {
            wait(end.millisLeft());
        }
        return inFlight == 0;
    }
}
