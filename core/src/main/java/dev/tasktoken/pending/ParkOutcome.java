package dev.tasktoken.pending;

/** What is known of a task that was parked. None of them needs an action. */
public enum ParkOutcome {
    /** The token waits under the id. If another one did before, its task is closed, and it is gone. */
    PARKED,

    /** This token waits under the id already: the message was redelivered. */
    ALREADY_PARKED,

    /** This very task was answered under the id already; nothing was stored. */
    ALREADY_DECIDED,

    /** This very task was found closed before; nothing was stored. */
    TASK_CLOSED;

    /**
     * Returns whether the task waits for a decision, so that the person who decides may be asked. Ask again at
     * {@link #ALREADY_PARKED}: the process may have died before it asked the first time.
     *
     * @return true for {@link #PARKED} and {@link #ALREADY_PARKED}
     */
    public boolean isWaiting() {
        return this == PARKED || this == ALREADY_PARKED;
    }
}
