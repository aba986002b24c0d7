package dev.tasktoken.sqs;

/**
 * Decides how many messages a poll asks for and how many polls run at once. A poll that returns at least half of what
 * it asked for adds one poll. A poll that returns less, or fails, removes one. Not thread-safe.
 */
final class PollTuning {
    private static final int MAX_POLLS = 10;

    private final int messagesPerPoll;
    private final int maxPolls;
    private int polls = 1;

    private PollTuning(int messagesPerPoll, int handlers) {
        this.messagesPerPoll = messagesPerPoll;
        this.maxPolls = Math.min(MAX_POLLS, (handlers + messagesPerPoll - 1) / messagesPerPoll);
    }

    /**
     * Asks a FIFO queue for one message at a time: several could belong to one group, which can use one handler only.
     */
    static PollTuning of(SqsQueue queue, int handlers) {
        return new PollTuning(queue.isFifo() ? 1 : SqsQueue.LARGEST_BATCH, handlers);
    }

    int messagesPerPoll() {
        return messagesPerPoll;
    }

    /** Returns how many polls may run at once, at most. */
    int maxPolls() {
        return maxPolls;
    }

    /** Returns how many polls should run at once now. */
    int polls() {
        return polls;
    }

    /** Records how a poll ended. Returns whether more polls should run now. */
    boolean recordPoll(int received, int wanted) {
        int before = polls;
        polls = 2 * received >= wanted ? Math.min(maxPolls, polls + 1) : Math.max(1, polls - 1);
        return polls > before;
    }
}
