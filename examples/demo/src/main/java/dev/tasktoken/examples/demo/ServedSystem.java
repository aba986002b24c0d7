package dev.tasktoken.examples.demo;

/** A system that a person can use: {@code --serve}. */
interface ServedSystem extends DemoSystem {
    /** Starts the system, prints its addresses, and keeps it running until the given action returns. */
    void serve(Stage stage, Runnable untilTheEnd);
}
