package dev.tasktoken;

/** What a heartbeat's response says of its task. */
public enum TaskStatus {
    /** The task still waits for an answer; its heartbeat clock was reset. */
    OPEN,

    /** The task was answered, timed out or stopped; no answer can reach it any more. */
    CLOSED,

    /**
     * The service's view is not known: the heartbeat was not delivered, or is not permitted. With automatic heartbeats,
     * none was delivered for longer than the heartbeat timeout. {@link TokenResponder#heartbeat} never returns it, but
     * throws.
     */
    UNKNOWN
}
