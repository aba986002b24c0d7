package dev.tasktoken.examples.demo;

/** What a person can use in a browser: {@code --serve}. */
@FunctionalInterface
interface Served {
    /** Starts it, prints its addresses, and keeps it running until the given action returns. */
    void serve(Stage stage, Runnable untilTheEnd);
}
