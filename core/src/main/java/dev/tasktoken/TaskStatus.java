package dev.tasktoken;

/** What a heartbeat learns about its task. */
public enum TaskStatus {
    /** The task still waits for an answer; its heartbeat clock was reset. */
    OPEN,

    /** The task was answered, timed out or stopped; no answer can reach it any more. */
    CLOSED
}
