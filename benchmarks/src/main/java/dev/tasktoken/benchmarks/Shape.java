package dev.tasktoken.benchmarks;

/** Where in the message the order stands. */
public enum Shape {
    /** Its keys are the message's own. */
    FLAT,
    /** It is the value of {@code input}. */
    NESTED
}
