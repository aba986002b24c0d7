package dev.tasktoken.sqs;

import java.time.Duration;

/**
 * What the last polls say of the messages that wait in the queue: how many polls at once are worth it, and how many
 * messages to receive ahead of the places that are free, so that no place is empty for as long as a poll takes. Both
 * follow from polls that came back full, and from how long the work takes; without a backlog one poll goes on, for what
 * can be started at once. Thread-safe.
 */
final class Backlog {
    private static final int MOST_POLLS = 10;

    /** A place that is empty for the time of a poll is no loss beside work that takes longer. */
    private static final Duration LONG_WORK = Duration.ofSeconds(1);

    /** Older times count for so much less with each new one. */
    private static final double MEMORY = 0.9;

    private final int places;
    private final int mostPolls;
    private int polls = 1;
    private boolean full;
    private double pollNanos;
    private double workNanos;

    Backlog(int places) {
        this.places = places;
        this.mostPolls = Math.min(MOST_POLLS, (places + SqsQueue.LARGEST_BATCH - 1) / SqsQueue.LARGEST_BATCH);
    }

    /** How many polls may ever go on at once. */
    int mostPolls() {
        return mostPolls;
    }

    /** How many polls at once are worth it now. */
    synchronized int polls() {
        return polls;
    }

    /** How many messages to receive ahead now. */
    synchronized int ahead() {
        if (!full || workNanos == 0 || workNanos > LONG_WORK.toNanos()) {
            return 0;
        }
        return (int) Math.min(places, places * pollNanos / workNanos);
    }

    synchronized void polled(boolean cameBackFull, Duration took) {
        full = cameBackFull;
        polls = cameBackFull ? Math.min(mostPolls, polls + 1) : 1;
        if (cameBackFull) {
            pollNanos = learnt(pollNanos, took);
        }
    }

    synchronized void worked(Duration took) {
        workNanos = learnt(workNanos, took);
    }

    private static double learnt(double known, Duration more) {
        return known == 0 ? more.toNanos() : MEMORY * known + (1 - MEMORY) * more.toNanos();
    }
}
