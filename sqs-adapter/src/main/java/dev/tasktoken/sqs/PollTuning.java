package dev.tasktoken.sqs;

/**
 * How many messages a poll asks for, and how many polls at once are worth it: one more after each that brings at least
 * half of what it asked for, one less after each that brings less, and one after a failure. Not thread-safe.
 */
final class PollTuning {
    private static final int MOST_POLLS = 10;

    private final int messagesPerPoll;
    private final int mostPolls;
    private int polls = 1;

    private PollTuning(int messagesPerPoll, int handlers) {
        this.messagesPerPoll = messagesPerPoll;
        this.mostPolls = Math.min(MOST_POLLS, (handlers + messagesPerPoll - 1) / messagesPerPoll);
    }

    /**
     * Asks a FIFO queue for one message at a time: several may be of one group, and only the first of a group has a
     * handler.
     */
    static PollTuning of(SqsQueue queue, int handlers) {
        return new PollTuning(queue.isFifo() ? 1 : SqsQueue.LARGEST_BATCH, handlers);
    }

    int messagesPerPoll() {
        return messagesPerPoll;
    }

    /** How many polls may ever go on at once. */
    int mostPolls() {
        return mostPolls;
    }

    /** How many polls at once are worth it now. */
    int polls() {
        return polls;
    }

    /** Takes note of how a poll ended; returns whether more are worth it now. */
    boolean polled(int received, int wanted) {
        int before = polls;
        polls = 2 * received >= wanted ? Math.min(mostPolls, polls + 1) : Math.max(1, polls - 1);
        return polls > before;
    }
}
