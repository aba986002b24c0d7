package dev.tasktoken;

/** What a heartbeat learns about its task. */
public enum TaskStatus {
    /** The task still waits for an answer; its heartbeat clock was reset. */
    OPEN,

    /** The task was answered, timed out or stopped; no answer can reach it any more. */
    CLOSED,

    /**
     * Nobody can tell: the heartbeat did not get through, or is not permitted; with automatic heartbeats, none got
     * through for longer than the heartbeat timeout. {@link TokenResponder#heartbeat} never says so, it throws.
     */
    UNKNOWN
}
