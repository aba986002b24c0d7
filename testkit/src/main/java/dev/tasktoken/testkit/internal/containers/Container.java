package dev.tasktoken.testkit.internal.containers;

import dev.tasktoken.testkit.integrations.ContainerMain;
import dev.tasktoken.testkit.internal.engine.Engine;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One container: a program on a thread of its own. */
public final class Container {
    private static final Logger LOG = LoggerFactory.getLogger(Container.class);

    private final Engine engine;
    private final ContainerMain main;
    private final ContainerInput input;
    private @Nullable Thread thread;
    private boolean stopped;

    Container(Engine engine, ContainerMain main, ContainerInput input) {
        this.engine = engine;
        this.main = main;
        this.input = input;
    }

    /** Starts the program and gives its exit code when it has ended. Called inside the engine. */
    public void start(IntConsumer onExit) {
        engine.callFunction(this::run, onExit::accept, thrown -> onExit.accept(1));
    }

    /** Interrupts the program if it runs, and keeps it from running if it does not yet. */
    public synchronized void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private int run() {
        if (!begin()) {
            return 1;
        }
        try {
            main.run(input.environment(), input.command());
            return 0;
        } catch (Throwable thrown) {
            LOG.warn("A container ended with exit code 1: {}", thrown.getClass().getName());
            return 1;
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        thread = stopped ? null : Thread.currentThread();
        return !stopped;
    }

    private synchronized void end() {
        thread = null;
        boolean ignored = Thread.interrupted();
    }
}
