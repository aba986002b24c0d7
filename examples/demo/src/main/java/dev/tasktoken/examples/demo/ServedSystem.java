package dev.tasktoken.examples.demo;

/** A system that a person can take part in: {@code --serve}. */
interface ServedSystem extends DemoSystem {
    /** Starts it, says on the stage's output where, and keeps it running until that returns. */
    void serve(Stage stage, Runnable untilTheEnd);
}
