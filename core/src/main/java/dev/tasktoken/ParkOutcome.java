package dev.tasktoken;

/** What became of a token that was to be parked. Nothing has to be done but in the case of {@link #OTHER_IS_OPEN}. */
public enum ParkOutcome {
    /** The token waits under the id, and none did before. */
    PARKED,

    /** This token waits under the id already: the delivery came twice. */
    ALREADY_PARKED,

    /** The token waits under the id; the one that did before belonged to a task that is closed, and is gone. */
    REPLACED,

    /**
     * Another task waits under the id and is still open, so this one was <em>not</em> parked: nobody can answer it by
     * the id. Two executions use one id; usually the new task is to be failed.
     */
    OTHER_IS_OPEN,

    /** This very task was answered under the id already; nothing was stored again. */
    ALREADY_DECIDED,

    /** This very task was found closed before; nothing was stored. */
    TASK_CLOSED
}
