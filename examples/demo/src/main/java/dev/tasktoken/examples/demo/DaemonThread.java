package dev.tasktoken.examples.demo;

/** A thread that does not keep the demo alive. */
final class DaemonThread extends Thread {
    DaemonThread(Runnable work) {
        super(work, "demo");
        setDaemon(true);
    }
}
